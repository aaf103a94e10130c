// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/json_values.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/base/number_text.h"

namespace gradarium::widgets {
namespace {

QJsonDocument read(const std::string& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(json));
}

std::vector<double> numbers(const QJsonArray& array) {
  std::vector<double> result;
  for (const QJsonValue& value : array) result.push_back(value.toDouble());
  return result;
}

}  // namespace

std::vector<double> numbersIn(const std::string& json) { return numbers(read(json).array()); }

std::vector<std::vector<double>> rowsIn(const std::string& json) {
  std::vector<std::vector<double>> rows;
  const QJsonArray array = read(json).array();
  for (const QJsonValue& row : array) rows.push_back(numbers(row.toArray()));
  return rows;
}

int countIn(const std::string& json, const char* member) {
  const QJsonDocument document = read(json);
  const auto size =
      member ? document.object().value(QLatin1String(member)).toArray().size() : document.array().size();
  return static_cast<int>(size);
}

std::string arrayOf(const std::vector<double>& numbers) {
  std::string text = "[";
  for (const double number : numbers) text += (text.size() > 1 ? "," : "") + base::shortest(number);
  return text + "]";
}

std::string rowsOf(const std::vector<std::vector<double>>& rows) {
  std::string text = "[";
  for (const auto& row : rows) text += (text.size() > 1 ? "," : "") + arrayOf(row);
  return text + "]";
}

}  // namespace gradarium::widgets
