// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The table of kernels over the vector V of the file that includes this.

#include "core/tensor/kernels/panel_body.h"
#include "core/tensor/kernels/row_body.h"
#include "core/tensor/kernels/tile_body.h"

namespace gradarium::tensor::detail {
namespace {

constexpr Kernels table{V::tileRows,
                        tileColumns,
                        tile,
                        packRows,
                        packColumns,
                        packTiles,
                        dots,
                        panelVectors* V::width,
                        combined,
                        transpose,
                        copyRows,
                        add,
                        multiply,
                        multiplyAdd,
                        scale,
                        unary,
                        unaryBack,
                        sum,
                        sumRows,
                        sumOfSquares,
                        highest,
                        expSum,
                        softmaxBack,
                        weighted,
                        norm,
                        normBack,
                        squareHighest,
                        squareHighestBack,
                        adamw};

}  // namespace
}  // namespace gradarium::tensor::detail
