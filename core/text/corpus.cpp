// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numeric>

#include "core/base/error.h"
#include "core/io/text_encoding.h"

namespace gradarium::text {
namespace {

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r\v\f");
  return first == std::string_view::npos ? std::string_view()
                                         : line.substr(first, line.find_last_not_of(" \t\r\v\f") - first + 1);
}

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string_view> documentsOf(std::string_view text) {
  const auto lines = linesOf(text);
  std::vector<std::string_view> documents;
  const auto isEmpty = [](std::string_view line) { return trimmed(line).empty(); };
  const auto empty = static_cast<std::size_t>(std::ranges::count_if(lines, isEmpty));
  if (empty * 20 < lines.size()) {
    std::ranges::copy_if(lines, std::back_inserter(documents), [&](auto line) { return !isEmpty(line); });
    return documents;
  }
  std::string_view open;
  for (const std::string_view line : lines) {
    if (isEmpty(line)) {
      if (!open.empty()) documents.push_back(open);
      open = {};
    } else {
      const char* begin = open.empty() ? line.data() : open.data();
      open = {begin, static_cast<std::size_t>(line.data() + line.size() - begin)};
    }
  }
  if (!open.empty()) documents.push_back(open);
  return documents;
}

/// Numbers types in the order in which they come up.
class Types {
 public:
  std::int32_t of(std::string_view token) {
    std::int32_t& known =
        token.size() == 1 ? single_[static_cast<unsigned char>(token.front())] : more(token);
    if (known < 0) {
      known = static_cast<std::int32_t>(texts_.size());
      if (token.size() == 1) texts_.emplace_back(token);
    }
    return known;
  }
  std::size_t size() const { return texts_.size(); }
  const std::string& text(std::size_t type) const { return texts_[type]; }

 private:
  std::int32_t& more(std::string_view token) {
    if (const auto found = ids_.find(token); found != ids_.end()) return found->second;
    texts_.emplace_back(token);
    return ids_.emplace(texts_.back(), static_cast<std::int32_t>(texts_.size() - 1)).first->second;
  }
  std::array<std::int32_t, 256> single_ = [] {
    std::array<std::int32_t, 256> none{};
    none.fill(-1);
    return none;
  }();
  std::deque<std::string> texts_;  // its strings stay where they are
  std::unordered_map<std::string_view, std::int32_t> ids_;
};

struct Stream {
  std::vector<std::int32_t> types;
  std::vector<std::size_t> ends;  // of documents, in types
};

void append(std::vector<std::int32_t>& ids, std::span<const std::int32_t> types,
            const std::vector<std::int32_t>& map, std::int32_t boundary) {
  if (ids.empty() && boundary >= 0) ids.push_back(boundary);
  for (const std::int32_t type : types) ids.push_back(map[static_cast<std::size_t>(type)]);
  if (boundary >= 0) ids.push_back(boundary);
}

}  // namespace

Corpus::Corpus(std::string_view bytes, const CorpusOptions& options, std::string_view name)
    : options_(options), vocabulary_(options.unit, {}, {}) {
  std::vector<std::string> notes;
  const std::string utf8 = io::detail::toUtf8(std::string(bytes), name, notes);
  Types types;
  Stream stream;
  stream.types.reserve(options.unit == Unit::Word ? utf8.size() / 4 : utf8.size());
  for (const std::string_view document : documentsOf(utf8)) {
    const std::size_t before = stream.types.size();
    forEachToken(normalise(document, options.normalisation), options.unit, [&](std::string_view token) {
      const std::int32_t type = types.of(token);
      stream.types.push_back(type);
      if (types.size() > firstSeen_.size()) firstSeen_.push_back(stream.types.size());
    });
    if (stream.types.size() > before) stream.ends.push_back(stream.types.size());
  }
  documents_ = stream.ends.size();
  tokens_ = stream.types.size();
  const auto isHeldOut = [&](std::size_t document) {
    return options.heldOutEvery > 0 && document % options.heldOutEvery == options.heldOutEvery - 1;
  };
  const auto document = [&](std::size_t i) {
    const std::size_t begin = i == 0 ? 0 : stream.ends[i - 1];
    return std::span(stream.types).subspan(begin, stream.ends[i] - begin);
  };

  std::vector<std::uint64_t> counts(types.size(), 0);
  for (std::size_t i = 0; i < documents_; ++i)
    if (!isHeldOut(i))
      for (const std::int32_t type : document(i)) ++counts[static_cast<std::size_t>(type)];
  std::vector<std::size_t> order;
  for (std::size_t type = 0; type < types.size(); ++type)
    if (counts[type] > 0) order.push_back(type);
  if (order.empty())
    throw base::Error(std::string(name) +
                      " has no tokens to train on: choose another text, or leave less of it out");
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : types.text(a) < types.text(b);
  });
  for (const std::size_t type : order) ranked_.push_back({types.text(type), counts[type]});

  // The vocabulary: words in the order of their ranks, characters and bytes in that of their codes.
  const std::size_t kept = options.mostTypes == 0 ? order.size() : std::min(options.mostTypes, order.size());
  std::vector<std::size_t> known(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept));
  if (options.unit != Unit::Word)
    std::ranges::sort(known, [&](std::size_t a, std::size_t b) { return types.text(a) < types.text(b); });
  std::vector<std::string> texts;
  for (const std::size_t type : known) texts.push_back(types.text(type));
  vocabulary_ = Vocabulary(options.unit, {options.boundary, kept < types.size()}, std::move(texts));
  std::vector<std::int32_t> map(types.size(), vocabulary_.unknown());
  const auto specials = static_cast<std::int32_t>(vocabulary_.size() - kept);
  for (std::size_t i = 0; i < kept; ++i) map[known[i]] = specials + static_cast<std::int32_t>(i);
  training_.reserve(tokens_ + documents_ + 1);
  for (std::size_t i = 0; i < documents_; ++i)
    append(isHeldOut(i) ? heldOut_ : training_, document(i), map, vocabulary_.boundary());

  if (options.heldOutEvery == 0) return;
  std::vector<std::size_t> rank(types.size(), order.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<std::uint64_t> at(order.size() + 1, 0);
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < documents_; ++i)
    if (isHeldOut(i))
      for (const std::int32_t type : document(i)) ++at[rank[static_cast<std::size_t>(type)]], ++all;
  if (all == 0) return;
  std::uint64_t unknown = all;
  for (const std::uint64_t here : at) {
    unknownRates_.push_back(static_cast<double>(unknown) / static_cast<double>(all));
    unknown -= here;
  }
}

std::vector<std::int32_t> Corpus::encode(std::string_view text) const {
  std::vector<std::int32_t> ids;
  const std::int32_t boundary = vocabulary_.boundary();
  for (const std::string_view line : linesOf(text)) {
    const std::size_t before = ids.size();
    forEachToken(normalise(line, options_.normalisation), options_.unit, [&](std::string_view token) {
      if (ids.empty() && boundary >= 0) ids.push_back(boundary);
      ids.push_back(vocabulary_.find(token));
    });
    if (ids.size() > before && boundary >= 0) ids.push_back(boundary);
  }
  return ids;
}

std::string Corpus::decode(std::span<const std::int32_t> ids) const {
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == vocabulary_.boundary()) {
      if (i > 0 && i + 1 < ids.size()) text += '\n';
      continue;
    }
    if (options_.unit == Unit::Word && !text.empty() && text.back() != '\n') text += ' ';
    text += ids[i] < 0 || ids[i] == vocabulary_.unknown() ? "<unk>" : vocabulary_.text(ids[i]);
  }
  return text;
}

std::vector<std::size_t> logSpaced(std::size_t last, std::size_t most) {
  std::vector<std::size_t> ranks;
  if (last == 0 || most == 0) return ranks;
  const double top = std::log(static_cast<double>(last));
  for (std::size_t i = 0; i < most; ++i) {
    const double share = most == 1 ? 1 : static_cast<double>(i) / static_cast<double>(most - 1);
    const auto rank =
        std::clamp<std::size_t>(static_cast<std::size_t>(std::llround(std::exp(top * share))), 1, last);
    if (ranks.empty() || rank > ranks.back()) ranks.push_back(rank);
  }
  return ranks;
}

double zipfExponent(std::span<const TypeCount> ranked) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const std::size_t rank : logSpaced(ranked.size(), 200)) {
    const double x = std::log(static_cast<double>(rank)),
                 y = std::log(static_cast<double>(ranked[rank - 1].count));
    n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  const double spread = n * sxx - sx * sx;
  return spread > 0 ? -(n * sxy - sx * sy) / spread : 0;
}

}  // namespace gradarium::text
