// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/transport_bar.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <limits>

#include "widgets/controls/glyphs.h"
#include "widgets/controls/text_label.h"
#include "widgets/controls/track_slider.h"
#include "widgets/controls/transport_status.h"
#include "widgets/port.h"

namespace gradarium::widgets {
namespace {

constexpr double stepsPerSecond = 4;  // at 1×: slow enough to see each
constexpr qint64 worthShowing = 250;  // milliseconds that a step takes before it is worth a progress bar
constexpr double factors[] = {0.5, 1, 2, 4, 16, 0};

QString factorText(double factor) {
  return factor == 0 ? QObject::tr("max") : QString::number(factor) + QChar(0x00d7);
}

int asInt(std::uint64_t step) {
  return static_cast<int>(std::min<std::uint64_t>(step, std::numeric_limits<int>::max()));
}

QPushButton* button(const QString& name, const QString& toolTip, Glyph glyph) {
  auto* result = new QPushButton;
  result->setObjectName("transport." + name);
  result->setToolTip(toolTip);
  result->setAccessibleName(toolTip.section(" (", 0, 0));
  result->setIcon(glyphIcon(glyph));
  result->setFixedWidth(36);
  return result;
}

}  // namespace

TransportBar::TransportBar(Port& port, const lab::Clock* clock, QWidget* parent)
    : QWidget(parent), port_(port), clock_(clock) {
  setAccessibleName(tr("Run and step"));
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, &TransportBar::hurryMore);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(4 * Theme::unit, 2 * Theme::unit, 4 * Theme::unit, 2 * Theme::unit);
  row->setSpacing(2 * Theme::unit);
  buildButtons();
  for (QPushButton* each : {reset_, back_, run_, step_}) {
    row->addWidget(each);
    each->installEventFilter(this);
  }
  row->addSpacing(2 * Theme::unit);
  middle_ = new QStackedWidget;
  middle_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  middle_->addWidget(makeScrub());
  middle_->addWidget(makeProgress());
  middle_->setMinimumWidth(64);  // in a narrow window the scrubber gives way, never the buttons
  row->addWidget(middle_, 1);
  row->addSpacing(Theme::unit);
  words_ = new TransportStatus(clock_);
  row->addWidget(words_);
  row->addSpacing(Theme::unit);
  buildSpeed();
  row->addWidget(speed_);
  setSpeed(1);
  showButtons();
}

void TransportBar::buildButtons() {
  reset_ = button("reset", tr("Start again (Home)"), Glyph::ToStart);
  back_ = button("back", tr("One step back (Left)"), Glyph::Back);
  run_ = button("run", tr("Run (Space)"), Glyph::Play);
  run_->setProperty(lookProperty, "primary");
  run_->setText(tr("Pause"));  // the wider of its two words: the bar stands still when a run starts
  run_->setFixedWidth(run_->sizeHint().width());
  step_ = button("step", tr("One step (Right)"), Glyph::Step);
  step_->setText(tr("Step"));
  step_->setMinimumWidth(0);
  step_->setMaximumWidth(QWIDGETSIZE_MAX);
  connect(reset_, &QPushButton::clicked, this, &TransportBar::reset);
  connect(back_, &QPushButton::clicked, this, &TransportBar::stepBack);
  connect(run_, &QPushButton::clicked, this, &TransportBar::runOrPause);
  connect(step_, &QPushButton::clicked, this, &TransportBar::stepOnce);
}

QWidget* TransportBar::makeScrub() {
  scrub_ = new TrackSlider;
  scrub_->setFilled(true);
  scrub_->setObjectName("transport.scrub");
  scrub_->setAccessibleName(tr("Step shown"));
  scrub_->setToolTip(tr("Move through the steps computed so far"));
  connect(scrub_, &QSlider::valueChanged, this,
          [this](int step) { port_.goTo(static_cast<std::uint64_t>(step)); });
  connect(scrub_, &TrackSlider::nudged, this,
          [this](int steps) { scrub_->setValue(scrub_->value() + steps); });
  return scrub_;
}

QWidget* TransportBar::makeProgress() {
  auto* page = new QWidget;
  auto* row = new QHBoxLayout(page);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2 * Theme::unit);
  progress_ = new QProgressBar;
  progress_->setObjectName("transport.progress");
  progress_->setTextVisible(false);
  progress_->setRange(0, 1000);
  progress_->setAccessibleName(tr("Progress of this step"));
  row->addWidget(progress_, 2);
  activity_ = new TextLabel({}, &Theme::quiet);
  activity_->setElided();
  activity_->setObjectName("transport.activity");
  row->addWidget(activity_, 3);
  auto* cancel = new QPushButton(tr("Cancel"));
  cancel->setObjectName("transport.cancel");
  cancel->setToolTip(tr("Give this step up"));
  connect(cancel, &QPushButton::clicked, this, [this] { port_.cancel(); });
  row->addWidget(cancel);
  return page;
}

void TransportBar::buildSpeed() {
  speed_ = new QPushButton;
  speed_->setObjectName("transport.speed");
  speed_->setFixedWidth(52);
  speeds_ = new QMenu(speed_);
  auto* group = new QActionGroup(speeds_);
  for (const double factor : factors) {
    QAction* action = speeds_->addAction(
        factor == 0 ? tr("max    as fast as they come")
                    : tr("%1    %n steps a second", nullptr, static_cast<int>(factor * stepsPerSecond))
                          .arg(factorText(factor)));
    action->setCheckable(true);
    action->setData(factor);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, factor] { setSpeed(factor); });
  }
  // Not setMenu(): that leaves room for an arrow. The bar stands at the bottom, so the menu opens upwards.
  connect(speed_, &QPushButton::clicked, this, [this] {
    speeds_->popup(speed_->mapToGlobal(
        QPoint(speed_->width() - speeds_->sizeHint().width(), -speeds_->sizeHint().height() - Theme::unit)));
  });
}

/// Nobody wants to wait for what somebody else has set going.
void TransportBar::hurry() {
  if (chosen_ == 0) return;
  hurried_ = chosen_;
  pace_.start(2000);
}

void TransportBar::hurryMore() {
  if (!state_.playing) return setSpeed(chosen_);
  hurried_ = hurried_ >= 32 ? 0 : hurried_ * 2;
  showSpeed(hurried_);
  port_.setSpeed(hurried_ * stepsPerSecond);
  pace_.start(hurried_ == 0 ? 100 : 600);
}

void TransportBar::setSpeed(double factor) {
  pace_.stop();
  chosen_ = factor;
  showSpeed(factor);
  port_.setSpeed(factor * stepsPerSecond);
}

void TransportBar::showSpeed(double factor) {
  speed_->setText(factorText(factor));
  speed_->setToolTip(factor == 0 ? tr("Speed: as fast as the steps come")
                                 : tr("Speed: %1 steps a second").arg(factor * stepsPerSecond));
  speed_->setAccessibleName(tr("Speed, %1").arg(factorText(factor)));
  for (QAction* action : speeds_->actions()) action->setChecked(action->data().toDouble() == factor);
}

void TransportBar::show(const lab::Snapshot& snapshot, const lab::SessionState& state) {
  state_ = state;
  status_ = snapshot.status;
  if (!scrub_->isSliderDown()) {  // the learner's hand is stronger than the run
    const QSignalBlocker quiet(scrub_);
    scrub_->setRange(0, asInt(state.end));
    scrub_->setValue(asInt(state.position));
    scrub_->setEnabled(state.end > 0);
    scrub_->update();
  }
  words_->show(snapshot, state);
  showButtons();
  showProgress();
}

void TransportBar::showButtons() {
  const bool over =
      state_.position == state_.end && status_ != lab::Status::Running && status_ != lab::Status::Cancelled;
  run_->setText(state_.playing ? tr("Pause") : tr("Run"));
  run_->setIcon(glyphIcon(state_.playing ? Glyph::Pause : Glyph::Play, &Theme::onAccent));
  run_->setToolTip(state_.playing ? tr("Pause (Space)")
                   : over         ? tr("Nothing left to run: start again, or change a parameter")
                                  : tr("Run (Space)"));
  run_->setAccessibleName(run_->text());
  run_->setEnabled(state_.playing || !over);
  step_->setEnabled(!state_.playing && !over);
  back_->setEnabled(state_.position > 0);
  reset_->setEnabled(state_.position > 0 || state_.end > 0);
}

void TransportBar::showProgress() {
  if (!state_.busy) busySince_.invalidate();
  if (state_.busy && !busySince_.isValid()) busySince_.start();
  const bool tells = !state_.activity.empty() || (state_.progress > 0 && state_.progress < 1);
  // Once shown it stays until the step ends, so that a quick stretch of a long step does not make the bar
  // blink.
  const bool worth =
      state_.busy && tells && (middle_->currentIndex() == 1 || busySince_.elapsed() > worthShowing);
  middle_->setCurrentIndex(worth ? 1 : 0);
  words_->setVisible(!worth);  // the words about the step need the room
  if (!worth) return;
  progress_->setValue(static_cast<int>(state_.progress * 1000));
  activity_->setText(QString::fromStdString(state_.activity));
}

void TransportBar::runOrPause() {
  if (!run_->isEnabled()) return;
  state_.playing ? port_.pause() : port_.start();
}

void TransportBar::stepOnce() {
  if (step_->isEnabled()) port_.send(lab::Command::step());
}

void TransportBar::stepBack() {
  if (back_->isEnabled()) port_.goTo(state_.position - 1);
}

void TransportBar::reset() {
  if (reset_->isEnabled()) port_.send(lab::Command::reset());
}

bool TransportBar::press(int key) {
  switch (key) {
    case Qt::Key_Space:
      runOrPause();
      return true;
    case Qt::Key_Right:
      stepOnce();
      return true;
    case Qt::Key_Left:
      stepBack();
      return true;
    case Qt::Key_Home:
      reset();
      return true;
    default:
      return false;
  }
}

/// In a narrow window a sign says what its word does.
void TransportBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  step_->setText(width() < 600 ? QString() : tr("Step"));
}

void TransportBar::keyPressEvent(QKeyEvent* event) {
  if (!press(event->key())) QWidget::keyPressEvent(event);
}

/// A button of Qt's walks to its neighbour at an arrow key; here the arrows step, as the tool tips say.
bool TransportBar::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress)
    if (const int key = static_cast<QKeyEvent*>(event)->key(); key != Qt::Key_Space && press(key)) return true;
  return QWidget::eventFilter(watched, event);
}

}  // namespace gradarium::widgets
