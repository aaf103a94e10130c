// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/formula/live_number.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::widgets {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double number(const lab::value::Scalar& value, const std::vector<std::size_t>&) { return value.number; }

double number(const lab::value::Series& value, const std::vector<std::size_t>& at) {
  if (at.empty()) return value.empty() ? nothing : value.last();
  return at[0] < value.size() ? value.y(at[0]) : nothing;
}

double number(const lab::value::Labels& value, const std::vector<std::size_t>& at) {
  return at[0] < value.codes.size() ? value.codes[at[0]] : nothing;
}

double number(const lab::value::Distribution& value, const std::vector<std::size_t>& at) {
  return at[0] < value.masses.size() ? value.masses[at[0]] : nothing;
}

template <class Rows>
double cell(const Rows& value, const std::vector<std::size_t>& at) {
  return at[0] < value.rows && at[1] < value.columns ? value.at(at[0], at[1]) : nothing;
}
double number(const lab::value::Points& value, const std::vector<std::size_t>& at) { return cell(value, at); }
double number(const lab::value::Matrix& value, const std::vector<std::size_t>& at) { return cell(value, at); }

template <class Other>
double number(const Other&, const std::vector<std::size_t>&) {
  return nothing;
}

/// How many indices a slot gives for a kind of observable: at least, at most; {1, 0} where it cannot be shown.
std::pair<std::size_t, std::size_t> indices(std::string_view kind) {
  if (kind == "scalar") return {0, 0};
  if (kind == "series") return {0, 1};
  if (kind == "labels" || kind == "distribution") return {1, 1};
  if (kind == "points" || kind == "matrix") return {2, 2};
  return {1, 0};
}

}  // namespace

LiveNumber::LiveNumber(const QString& name, const lab::Experiment& schema) : name_(name) {
  static const QRegularExpression form(R"(^(\w+)(?:\[(\d+)(?:,(\d+))?\])?$)");
  const auto match = form.match(name);
  if (!match.hasMatch()) throw base::BadCall("'" + name.toStdString() + "' is not a name, name[i] or name[i,j]");
  for (const int group : {2, 3})
    if (!match.captured(group).isEmpty()) index_.push_back(match.captured(group).toUInt());
  const std::string wanted = match.captured(1).toStdString();
  for (const auto* observable : schema.observables())
    if (observable->name() == wanted) observable_ = observable;
  if (observable_) {
    const auto [least, most] = indices(observable_->kind());
    if (index_.size() < least || index_.size() > most)
      throw base::BadCall("'" + name.toStdString() + "' is not a number: " + wanted + " is of kind " + std::string(observable_->kind()));
    return;
  }
  for (const auto* parameter : schema.parameters())
    if (parameter->name() == wanted) parameter_ = parameter;
  if ((parameter_ || wanted == "step") && index_.empty()) return;
  std::string names = "step";
  for (const auto* observable : schema.observables())
    if (indices(observable->kind()).first <= indices(observable->kind()).second) names += ", " + observable->name();
  for (const auto* parameter : schema.parameters()) names += ", " + parameter->name();
  throw base::BadCall("experiment " + schema.id() + " has no '" + name.toStdString() + "'; there are " + names);
}

double LiveNumber::number(const lab::Snapshot& snapshot) const {
  if (parameter_) return base::parseNumber(parameter_->textIn(snapshot)).value_or(nothing);
  if (!observable_) return static_cast<double>(snapshot.step);
  const auto at = observable_->index();
  if (at >= snapshot.values.size() || !snapshot.values[at]) return nothing;
  return std::visit([&](const auto& value) { return widgets::number(value, index_); }, *snapshot.values[at]);
}

QString LiveNumber::text(const lab::Snapshot& snapshot, const QString& figures) const {
  const double today = number(snapshot);
  if (parameter_ && std::isnan(today)) return QString::fromStdString(parameter_->textIn(snapshot));
  return fitted(today, figures);
}

QString fitted(double number, const QString& figures) {
  if (std::isnan(number)) return QStringLiteral("–");
  if (std::isinf(number)) return number > 0 ? QStringLiteral("∞") : QStringLiteral("-∞");
  const qsizetype room = std::max<qsizetype>(figures.size(), 1);
  const qsizetype point = figures.indexOf(u'.');
  const int decimals = point < 0 ? 0 : static_cast<int>(figures.size() - point - 1);
  for (int shown = decimals; shown >= 0; --shown) {
    QString text = QString::number(number, 'f', shown);
    if (number == 0 || text.toDouble() == 0) break;
    if (text.size() <= room) return text;
  }
  const QString plain = QString::number(0.0, 'f', decimals);
  if (number == 0) return plain;
  QString power = QString::number(number, 'e', 0);  // "3e-07"
  static const QRegularExpression zeros("e([+-]?)0*(\\d)");
  power.replace(zeros, "e\\1\\2").remove(u'+');
  return power.size() <= std::max<qsizetype>(room, 4) || std::abs(number) >= 1 ? power : plain;
}

}  // namespace gradarium::widgets
