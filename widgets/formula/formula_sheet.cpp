// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/formula/formula_sheet.h"

#include <QFile>
#include <QRegularExpression>
#include <QTransform>
#include <QXmlStreamReader>

#include "core/base/error.h"
#include "widgets/formula/outline.h"

namespace gradarium::widgets {

/// Thousandths of an em, y upwards, to em, y downwards.
class FormulaReader {
 public:
  FormulaReader(const QByteArray& svg, QString name) : xml_(svg), name_(std::move(name)) {}

  FormulaSheet read() {
    bool drawing = false;
    while (!xml_.atEnd()) {
      if (xml_.readNext() != QXmlStreamReader::StartElement) continue;
      drawing = drawing || xml_.name() == u"svg";
      if (xml_.name() != u"svg" && xml_.name() != u"defs") element();
    }
    if (xml_.hasError()) fail(xml_.errorString());
    if (!drawing) fail("it is not SVG");
    return std::move(sheet_);
  }

 private:
  [[noreturn]] void fail(const QString& what) const {
    throw base::Error((name_ + ", line " + QString::number(xml_.lineNumber()) + ": " + what).toStdString());
  }

  QString attribute(const char* name) const { return xml_.attributes().value(QLatin1String(name)).toString(); }

  std::vector<double> numbers(const QString& text, std::size_t count) const {
    std::vector<double> result;
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
      bool understood = false;
      result.push_back(word.toDouble(&understood) / 1000);
      if (!understood) fail("'" + word + "' is not a number");
    }
    if (result.size() != count) fail("'" + text + "' should be " + QString::number(count) + " numbers");
    return result;
  }
  double number(const char* name) const { return numbers(attribute(name), 1).front(); }

  /// "translate(x y) scale(s)" of a glyph, as a matrix from thousandths upwards to em downwards.
  QTransform place() const {
    static const QRegularExpression form(R"(^translate\((\S+) (\S+)\)(?: scale\((\S+?)(?: (\S+))?\))?$)");
    const QString text = attribute("transform");
    if (text.isEmpty()) return QTransform(0.001, 0, 0, -0.001, 0, 0);
    const auto match = form.match(text);
    if (!match.hasMatch()) fail("'" + text + "' is not a place");
    const double sx = match.captured(3).isEmpty() ? 1 : match.captured(3).toDouble();
    const double sy = match.captured(4).isEmpty() ? sx : match.captured(4).toDouble();
    return QTransform(sx / 1000, 0, 0, -sy / 1000, match.captured(1).toDouble() / 1000, -match.captured(2).toDouble() / 1000);
  }

  const QPainterPath& used() const {
    const QString id = attribute("xlink:href").isEmpty() ? attribute("href") : attribute("xlink:href");
    const auto found = outlines_.find(id.mid(1).toStdString());
    if (found == outlines_.end()) fail("there is no glyph '" + id + "'");
    return found->second;
  }

  void element() {
    if (xml_.name() == u"path") {
      outlines_[attribute("id").toStdString()] = outlineOf(attribute("d"));
      xml_.skipCurrentElement();
    } else if (xml_.name() == u"use") {
      const QString figure = attribute("data-figure");
      if (figure.size() == 1) sheet_.figures_[figure[0]] = {place().map(used()), number("data-width")};
      xml_.skipCurrentElement();
    } else if (xml_.name() == u"g") {
      formula();
    } else {
      fail("<" + xml_.name().toString() + "> is not expected here");
    }
  }

  void formula() {
    Formula formula;
    formula.name = attribute("id");
    formula.tex = attribute("data-tex");
    formula.display = attribute("data-mode") == "display";
    const auto size = numbers(attribute("data-size"), 3);
    formula.width = size[0];
    formula.ascent = size[1];
    formula.descent = size[2];
    const QStringList breaks = attribute("data-breaks").split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i + 1 < breaks.size(); i += 2)
      formula.breaks.push_back({numbers(breaks[i + 1], 1).front(), breaks[i] == "step"  ? Formula::Break::Step
                                                                   : breaks[i] == "sum" ? Formula::Break::Sum
                                                                                        : Formula::Break::Relation});
    while (xml_.readNextStartElement()) {
      if (xml_.name() == u"title") {
        formula.spoken = xml_.readElementText();
        continue;
      }
      if (xml_.name() == u"use") {
        const QTransform to = place();
        formula.marks.push_back({to.dx(), to.map(used())});
      } else if (xml_.name() == u"rect") {
        rectangle(formula);
      } else {
        fail("<" + xml_.name().toString() + "> is not expected in a formula");
      }
      xml_.skipCurrentElement();
    }
    sheet_.add(std::move(formula));
  }

  void rectangle(Formula& formula) const {
    const double height = number("height");
    const QRectF area(number("x"), -number("y") - height, number("width"), height);
    const QString live = attribute("data-live");
    if (live.isEmpty()) {
      QPainterPath rule;
      rule.addRect(area);
      formula.marks.push_back({area.left(), rule});
    } else {
      formula.slots.push_back({live, attribute("data-figures"), area, number("data-scale") * 1000});
    }
  }

  QXmlStreamReader xml_;
  QString name_;
  FormulaSheet sheet_;
  std::unordered_map<std::string, QPainterPath> outlines_;
};

void FormulaSheet::add(Formula formula) {
  byTex_[((formula.display ? "$$" : "$") + formula.tex).toStdString()] = formulas_.size();
  byName_[formula.name.toStdString()] = formulas_.size();
  formulas_.push_back(std::move(formula));
}

FormulaSheet FormulaSheet::read(const QString& file) {
  QFile opened(file);
  if (!opened.open(QIODevice::ReadOnly))
    throw base::Error("cannot read " + file.toStdString() + ": " + opened.errorString().toStdString());
  return parse(opened.readAll(), file);
}

FormulaSheet FormulaSheet::parse(const QByteArray& svg, const QString& name) { return FormulaReader(svg, name).read(); }

std::shared_ptr<const FormulaSheet> FormulaSheet::of(const QString& folder) {
  static std::unordered_map<std::string, std::shared_ptr<const FormulaSheet>> known;
  auto& sheet = known[folder.toStdString()];
  if (sheet) return sheet;
  const QString file = folder + "/formulas.svg";
  try {
    sheet = std::make_shared<FormulaSheet>(QFile::exists(file) ? read(file) : FormulaSheet());
  } catch (const base::Error&) {
    sheet = std::make_shared<FormulaSheet>();  // each formula then shows its TeX; the lesson's suite says why
  }
  return sheet;
}

QString FormulaSheet::key(const QString& tex) {
  static const QRegularExpression label(R"(\\label\{[a-z][a-z0-9-]*\})");
  return QString(tex).remove(label).simplified();
}

const Formula* FormulaSheet::find(const QString& tex, bool display) const {
  const auto found = byTex_.find(((display ? "$$" : "$") + key(tex)).toStdString());
  return found == byTex_.end() ? nullptr : &formulas_[found->second];
}

const Formula* FormulaSheet::named(const QString& name) const {
  const auto found = byName_.find(name.toStdString());
  return found == byName_.end() ? nullptr : &formulas_[found->second];
}

}  // namespace gradarium::widgets
