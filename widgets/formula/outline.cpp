// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/formula/outline.h"

#include "core/base/error.h"

namespace gradarium::widgets {
namespace {

class OutlineReader {
 public:
  explicit OutlineReader(QStringView data) : data_(data) {}

  QPainterPath read() {
    while (skip()) {
      if (isCommand(data_[at_])) command_ = data_[at_++].toLatin1();
      draw();
    }
    return std::move(path_);
  }

 private:
  static bool isCommand(QChar c) { return QStringView(u"MLHVQTCSZ").contains(c); }

  /// Past spaces and commas; whether something is left.
  bool skip() {
    while (at_ < data_.size() && (data_[at_].isSpace() || data_[at_] == u',')) ++at_;
    return at_ < data_.size();
  }

  double number() {
    skip();
    const qsizetype begin = at_;
    if (at_ < data_.size() && (data_[at_] == u'-' || data_[at_] == u'+')) ++at_;
    while (at_ < data_.size() && (data_[at_].isDigit() || data_[at_] == u'.')) ++at_;
    bool understood = false;
    const double result = data_.mid(begin, at_ - begin).toDouble(&understood);
    if (!understood) throw base::Error("an outline has '" + data_.mid(begin, 12).toString().toStdString() + "' where a number should be");
    return result;
  }

  QPointF point() {
    const double x = number();
    return {x, number()};
  }

  void draw() {
    const QPointF here = path_.currentPosition();
    const char command = command_;
    QPointF bend = here;  // what a T or an S reflects
    switch (command) {
      case 'M':
        path_.moveTo(point());
        command_ = 'L';  // further points are lines
        break;
      case 'L': path_.lineTo(point()); break;
      case 'H': path_.lineTo(number(), here.y()); break;
      case 'V': path_.lineTo(here.x(), number()); break;
      case 'Q':
        bend = point();
        path_.quadTo(bend, point());
        break;
      case 'T':
        bend = last_ == 'Q' || last_ == 'T' ? 2 * here - bend_ : here;
        path_.quadTo(bend, point());
        break;
      case 'C':
      case 'S': {
        const QPointF first = command == 'C' ? point() : last_ == 'C' || last_ == 'S' ? 2 * here - bend_ : here;
        bend = point();
        path_.cubicTo(first, bend, point());
        break;
      }
      case 'Z':
        path_.closeSubpath();
        command_ = 0;  // a number cannot follow
        break;
      default: throw base::Error("an outline begins with '" + data_.mid(at_, 12).toString().toStdString() + "'");
    }
    bend_ = bend;
    last_ = command;
  }

  QStringView data_;
  qsizetype at_ = 0;
  char command_ = 0, last_ = 0;
  QPointF bend_;
  QPainterPath path_;
};

}  // namespace

QPainterPath outlineOf(QStringView data) { return OutlineReader(data).read(); }

}  // namespace gradarium::widgets
