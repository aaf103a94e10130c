// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pinned_runs.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/session/session_link.h"
#include "widgets/controls/glyphs.h"
#include "widgets/controls/link_button.h"
#include "widgets/controls/text_label.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

constexpr std::size_t most = 6;  // more lines beside each other say nothing

}  // namespace

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Theme;

PinnedRuns::PinnedRuns(const lab::Experiment& schema, SessionLink& link, const lab::Scalar* headline, QWidget* parent)
    : QWidget(parent), schema_(schema), link_(link), headline_(headline) {
  setAccessibleName(tr("Pinned runs"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(Theme::unit);
  auto* title = new QHBoxLayout;
  title->addWidget(new TextLabel(tr("Pinned runs"), &Theme::ink, TextRole::Strong), 1);
  pin_ = new widgets::LinkButton(tr("Pin this run"));
  pin_->setObjectName("pin");
  pin_->setToolTip(tr("Keeps this run beside the next ones, to compare (Ctrl+P)"));
  pin_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_P));
  title->addWidget(pin_);
  layout->addLayout(title);
  rows_ = new QVBoxLayout;
  rows_->setSpacing(0);
  layout->addLayout(rows_);
  connect(pin_, &QPushButton::clicked, this, &PinnedRuns::pin);
}

void PinnedRuns::pin() {
  const auto snapshot = link_.snapshot();
  if (!snapshot || runs_.size() >= most) return;
  link_.journal([this, snapshot](const lab::Journal& journal) { add(snapshot, journal); });
}

/// What differs from the defaults: "k 4, seed 7"; whole: a line each, by the names that the panel has.
QString PinnedRuns::labelOf(const lab::Snapshot& snapshot, bool whole) const {
  QStringList words;
  for (const lab::Parameter* parameter : schema_.parameters()) {
    const std::string text = parameter->textIn(snapshot);
    if (text == parameter->text() || text.size() > 24) continue;
    words << QString::fromStdString(whole ? parameter->info().label : parameter->name()) + " " + QString::fromStdString(text);
  }
  return words.isEmpty() ? tr("defaults") : words.join(whole ? "\n" : ", ");
}

void PinnedRuns::add(std::shared_ptr<const lab::Snapshot> snapshot, const lab::Journal& journal) {
  if (runs_.size() >= most) return;
  runs_.push_back({labelOf(*snapshot), std::move(snapshot)});
  journals_.push_back(journal);
  relist();
}

void PinnedRuns::remove(std::size_t index) {
  runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(index));
  journals_.erase(journals_.begin() + static_cast<std::ptrdiff_t>(index));
  relist();
}

void PinnedRuns::relist() {
  while (QLayoutItem* old = rows_->takeAt(0)) {
    old->widget()->hide();
    old->widget()->deleteLater();  // it may be what was clicked
    delete old;
  }
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    auto* name = new TextLabel(runs_[i].label, &Theme::quiet);
    name->setElided();
    name->setToolTip(tr("%1\nat step %2").arg(labelOf(*runs_[i].snapshot, true)).arg(runs_[i].snapshot->step));
    layout->addWidget(name, 1);
    if (headline_)
      if (const auto* number = headline_->in(*runs_[i].snapshot))
        layout->addWidget(new TextLabel(widgets::readable(number->number), &Theme::ink, TextRole::Strong));
    const auto tool = [&](widgets::Glyph glyph, const QString& words) {
      auto* button = new QToolButton;
      button->setIcon(widgets::glyphIcon(glyph, &Theme::quiet));
      button->setIconSize({12, 12});
      button->setAutoRaise(true);
      button->setToolTip(words);
      button->setAccessibleName(words + ": " + runs_[i].label);
      layout->addWidget(button);
      return button;
    };
    connect(tool(widgets::Glyph::Back, tr("Go back to this run")), &QToolButton::clicked, this,
            [this, i] { link_.session().play(journals_[i].script(), true); });
    connect(tool(widgets::Glyph::Cross, tr("Let it go")), &QToolButton::clicked, this, [this, i] { remove(i); });
    rows_->addWidget(row);
  }
  pin_->setEnabled(runs_.size() < most);
  Q_EMIT changed(runs_);
}

}  // namespace gradarium::app
