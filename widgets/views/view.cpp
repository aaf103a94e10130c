// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/view.h"

#include <QPainter>
#include <algorithm>

namespace gradarium::widgets {
namespace {

QString spoken(const View::Words& words, const lab::Snapshot& snapshot) {
  return words ? QString::fromStdString(words(snapshot)) : QString();
}

}  // namespace

View::View(std::string name) : name_(std::move(name)) {}
View::~View() = default;

QString View::title(const lab::Snapshot& snapshot) const { return spoken(title_, snapshot); }
QString View::caption(const lab::Snapshot& snapshot) const { return spoken(caption_, snapshot); }

QString View::describe(const lab::Snapshot& snapshot) const {
  const QString title = this->title(snapshot), caption = this->caption(snapshot);
  return caption.isEmpty() ? title : title.isEmpty() ? caption : title + QStringLiteral(": ") + caption;
}

void View::see(const lab::Snapshot&) {}
std::vector<ViewOption> View::options(const lab::Snapshot&) const { return {}; }
void View::choose(std::size_t, int) {}
QString View::hover(const Pointer&, const lab::Snapshot&) { return {}; }
Touch View::touch(const Pointer&, const lab::Snapshot&) const { return Touch::Look; }
bool View::press(const Pointer&, const lab::Snapshot&, Port&) { return false; }
void View::drag(const Pointer&, const lab::Snapshot&, Port&) {}
void View::release(const Pointer&, const lab::Snapshot&, Port&) {}
bool View::key(int, bool, const lab::Snapshot&, Port&) { return false; }
std::optional<Question> View::question(const lab::Snapshot&) const { return std::nullopt; }
std::optional<Selection> View::selection(const lab::Snapshot&) const { return std::nullopt; }
QWidget* View::makeWidget(Port&) { return nullptr; }
void View::show(QWidget&, const std::shared_ptr<const lab::Snapshot>&) {}
lab::value::Table View::numbers(const lab::Snapshot&) const { return {}; }

QString View::emptyWords(const lab::Snapshot& snapshot) const {
  if (!empty_.empty()) return QString::fromStdString(empty_);
  const auto awaited = [&](const lab::ObservableBase* one) {
    return one->onDemand() && (one->index() >= snapshot.values.size() || !snapshot.values[one->index()]);
  };
  if (std::ranges::any_of(observables(), awaited)) return QStringLiteral("Being computed");
  switch (snapshot.status) {
    case lab::Status::Running:
      return snapshot.step == 0 ? QStringLiteral("Step or run, and it will appear here")
                                : QStringLiteral("It will appear with a later step");
    case lab::Status::Finished:
      return QStringLiteral("With these settings there is nothing to show");
    case lab::Status::Diverged:
      return QStringLiteral("It has diverged: there is nothing to show");
    case lab::Status::Cancelled:
      break;
  }
  return QStringLiteral("It was stopped before there was anything to show");
}

void View::paintEmpty(const Canvas& canvas) const {
  canvas.painter.save();
  canvas.painter.setFont(font(TextRole::Body));
  canvas.painter.setPen(canvas.theme.quiet);
  canvas.painter.drawText(canvas.area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                          emptyWords(canvas.snapshot));
  canvas.painter.restore();
}

}  // namespace gradarium::widgets
