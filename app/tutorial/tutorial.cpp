// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/tutorial.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include "core/base/error.h"

namespace gradarium::app {
namespace {

[[noreturn]] void fail(const QString& name, int line, const QString& what) {
  throw base::Error((name + ", line " + QString::number(line) + ": " + what).toStdString());
}

/// Reads line by line; prose gathers until something else begins.
class Reader {
 public:
  Reader(const QString& markdown, QString name) : lines_(markdown.split('\n')), name_(std::move(name)) {}

  Tutorial read() {
    for (at_ = 0; at_ < lines_.size(); ++at_) line(lines_[at_]);
    flush();
    return std::move(tutorial_);
  }

 private:
  void line(const QString& line) {
    if (line.startsWith("## ")) {
      flush();
      if (topic_.isEmpty()) fail(name_, at_ + 1, "a step stands before the first topic ('# ...')");
      tutorial_.steps.push_back({topic_, line.mid(3).trimmed(), {}});
    } else if (line.startsWith("# ")) {
      flush();
      topic_ = line.mid(2).trimmed();
    } else if (line.startsWith("```lab") || line.startsWith("```exercise")) {
      flush();
      block(line);
    } else if (line.startsWith("```")) {
      flush();
      code(line);
    } else if (!prose_.isEmpty() || !line.trimmed().isEmpty()) {
      if (prose_.isEmpty()) proseLine_ = at_ + 1;
      prose_ += line + "\n";
    }
  }

  /// What stands between the fence at the line in hand and its end.
  QString fenced(const char* what) {
    const int begin = at_ + 1;
    QString body;
    while (++at_ < lines_.size() && !lines_[at_].startsWith("```")) body += lines_[at_] + "\n";
    if (at_ == lines_.size()) fail(name_, begin, QString("the %1 has no end").arg(what));
    return body;
  }

  void code(const QString& head) {
    const int begin = at_ + 1;
    if (tutorial_.steps.empty()) fail(name_, begin, "code stands before the first step ('## ...')");
    QString body = fenced("code block");
    body.chop(body.endsWith('\n') ? 1 : 0);
    tutorial_.steps.back().parts.push_back({TutorialPart::Kind::Code, body, {}, head.mid(3).trimmed(), begin});
  }

  void block(const QString& head) {
    const int begin = at_ + 1;
    if (tutorial_.steps.empty()) fail(name_, begin, "a block stands before the first step ('## ...')");
    const QString body = fenced("block");
    TutorialPart part;
    if (head.startsWith("```exercise")) {
      part = {TutorialPart::Kind::Exercise, body.section('\n', 0, 0).trimmed(), {}, body.section('\n', 1).trimmed(), begin};
    } else {
      part = {TutorialPart::Kind::Block, head.mid(6).trimmed(), {}, {}, begin};
      if (part.text.isEmpty()) fail(name_, begin, "the block has no label: ```lab Set this up");
      try {
        part.script = lab::parseScript(body.toStdString());
      } catch (const base::Error& error) {
        fail(name_, begin, error.what());
      }
    }
    tutorial_.steps.back().parts.push_back(std::move(part));
  }

  void flush() {
    const QString text = std::exchange(prose_, {}).trimmed();
    if (text.isEmpty()) return;
    if (tutorial_.steps.empty()) {
      tutorial_.lead = text;
      tutorial_.leadLine = proseLine_;
    } else {
      tutorial_.steps.back().parts.push_back({TutorialPart::Kind::Prose, text, {}, {}, proseLine_});
    }
  }

  QStringList lines_;
  QString name_, topic_, prose_;
  int at_ = 0, proseLine_ = 1;
  Tutorial tutorial_;
};

}  // namespace

Tutorial Tutorial::read(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) throw base::Error("cannot read " + path.toStdString() + ": " + file.errorString().toStdString());
  Tutorial tutorial = parse(QString::fromUtf8(file.readAll()), path);
  tutorial.folder = QFileInfo(path).path();
  return tutorial;
}

Tutorial Tutorial::parse(const QString& markdown, const QString& name) { return Reader(markdown, name).read(); }

}  // namespace gradarium::app
