// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/link/state_link.h"

#include <QUrl>

#include "core/base/error.h"

namespace gradarium::app {
namespace {

constexpr char scheme[] = "gradarium:";
constexpr qsizetype longest = 1 << 20;  // a drawing of some thousand points; more is no link but a file

}  // namespace

bool isStateLink(const QString& text) { return text.trimmed().startsWith(scheme); }

QString StateLink::text() const {
  // Encoded so that it survives chats and mails; what reads well stays as it is.
  const QByteArray journal = QUrl::toPercentEncoding(QString::fromStdString(lab::format(script)), "=;,:+*/()[]{}!", "");
  return QString(scheme) + lesson + "/" + experiment + "#" + QString::fromLatin1(journal);
}

StateLink StateLink::parse(const QString& text) {
  const QString link = text.trimmed();
  if (!isStateLink(link)) throw base::BadCall("a link to a state begins with 'gradarium:'");
  if (link.size() > longest) throw base::BadCall("the link is longer than a million characters");
  const qsizetype hash = link.indexOf('#');
  const QString place = link.mid(static_cast<qsizetype>(sizeof scheme) - 1, hash < 0 ? -1 : hash - static_cast<qsizetype>(sizeof scheme) + 1);
  const qsizetype slash = place.indexOf('/');
  StateLink result;
  result.lesson = place.left(slash);
  if (slash >= 0) result.experiment = place.mid(slash + 1);
  if (result.lesson.isEmpty()) throw base::BadCall("the link names no lesson; one looks like gradarium:2.2.1/kmeans#set%20k=4");
  if (hash >= 0) {
    const QByteArray journal = QByteArray::fromPercentEncoding(link.mid(hash + 1).toUtf8());
    result.script = lab::parseScript(std::string_view(journal.constData(), static_cast<std::size_t>(journal.size())));
  }
  return result;
}

}  // namespace gradarium::app
