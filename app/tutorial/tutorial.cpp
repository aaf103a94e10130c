// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tutorial/tutorial.h"

#include <QFile>
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
      const int begin = at_;
      prose_ += line + "\n";
      while (++at_ < lines_.size() && !lines_[at_].startsWith("```")) prose_ += lines_[at_] + "\n";
      if (at_ == lines_.size()) fail(name_, begin + 1, "the code block has no end");
      prose_ += "```\n";
    } else {
      prose_ += line + "\n";
    }
  }

  void block(const QString& head) {
    const int begin = at_ + 1;
    if (tutorial_.steps.empty()) fail(name_, begin, "a block stands before the first step ('## ...')");
    QString body;
    while (++at_ < lines_.size() && !lines_[at_].startsWith("```")) body += lines_[at_] + "\n";
    if (at_ == lines_.size()) fail(name_, begin, "the block has no end");
    TutorialPart part;
    if (head.startsWith("```exercise")) {
      part = {TutorialPart::Kind::Exercise, body.trimmed(), {}};
    } else {
      part = {TutorialPart::Kind::Block, head.mid(6).trimmed(), {}};
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
    } else {
      tutorial_.steps.back().parts.push_back({TutorialPart::Kind::Prose, text, {}});
    }
  }

  QStringList lines_;
  QString name_, topic_, prose_;
  int at_ = 0;
  Tutorial tutorial_;
};

}  // namespace

Tutorial Tutorial::read(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) throw base::Error("cannot read " + path.toStdString() + ": " + file.errorString().toStdString());
  return parse(QString::fromUtf8(file.readAll()), path);
}

Tutorial Tutorial::parse(const QString& markdown, const QString& name) { return Reader(markdown, name).read(); }

}  // namespace gradarium::app
