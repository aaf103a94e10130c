// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/memory_view.h"

#include <algorithm>
#include <map>

#include "core/base/random.h"
#include "tests/widgets/views/painting.h"
#include "widgets/views/bytes.h"

namespace gradarium::widgets {
namespace {

using Memory = lab::value::Memory;

struct Memories : lab::Experiment {
  Memories() : Experiment("memories", "Memories") {}
  lab::Memory memory{this, "memory", "A memory"};
  lab::Query query{this, "query", "Block", [](lab::Cell) { return lab::Arithmetic{}; }};
  lab::Action<lab::Pick> pick{this, "pick", "Pick", [](const lab::Pick&) {}};
  void reset() override {}
};

/// Requests that come, grow a page at a time and go: a cache in pages as servers keep it, first page that is
/// free.
Memory paged(std::size_t pages, std::uint64_t page, int requests) {
  base::Random random(7);
  std::vector<int> owner(pages, -1);
  for (int r = 0; r < requests; ++r) {
    for (auto n = 2 + random.uniformInt(6); n-- > 0;)
      if (const auto free = std::ranges::find(owner, -1); free != owner.end()) *free = r;
    if (r % 3 == 2) std::ranges::replace(owner, r - 1, -1);  // one has ended
  }
  Memory memory{pages * page, {}, {}, page};
  for (std::size_t i = 0; i < pages; ++i)
    if (owner[i] >= 0) memory.blocks.push_back({i * page, page, "r" + std::to_string(owner[i]), owner[i]});
  return memory;
}

/// First fit over one stretch: what is left between is lost.
Memory firstFit(int requests) {
  base::Random random(3);
  const std::uint64_t capacity = 64 << 20;
  std::map<std::uint64_t, std::pair<std::uint64_t, int>> taken;
  for (int r = 0; r < requests; ++r) {
    const std::uint64_t want = (1 + random.uniformInt(12)) << 19;
    std::uint64_t at = 0;
    for (const auto& [offset, block] : taken) {
      if (offset - at >= want) break;
      at = offset + block.first;
    }
    if (at + want <= capacity) taken[at] = {want, r};
    if (r % 2) {
      auto gone = taken.begin();
      std::advance(gone, static_cast<long>(random.uniformInt(taken.size())));
      taken.erase(gone);
    }
  }
  Memory memory{capacity, {}};
  for (const auto& [offset, block] : taken)
    memory.blocks.push_back(
        {offset, block.first, "tensor " + std::to_string(block.second), block.second % 3});
  return memory;
}

/// Training in mixed precision on four devices, optimizer states in shares (ZeRO stage 1): bytes for 7.5e9
/// parameters.
Memory devices() {
  const double parameters = 7.5e9;
  Memory memory{80'000'000'000, {}, {"device 0", "device 1", "device 2", "device 3"}};
  for (int bank = 0; bank < 4; ++bank) {
    std::uint64_t at = 0;
    const auto add = [&](const char* name, double bytes, int category) {
      memory.blocks.push_back({at, static_cast<std::uint64_t>(bytes), name, category, bank});
      at += static_cast<std::uint64_t>(bytes);
    };
    add("weights", 2 * parameters, 0);
    add("gradients", 2 * parameters, 1);
    add("optimizer", 12 * parameters / 4, 2);
  }
  return memory;
}

struct MemoryTest : testing::Test {
  Memories schema;
  test::NotingPort port;
  MemoryView view{"memory", schema.memory};
  std::shared_ptr<lab::Snapshot> of(Memory memory) {
    return test::snapshotOf(schema, std::pair(&schema.memory, std::move(memory)));
  }
};

TEST_F(MemoryTest, KeepsToItsAreaAndSurvivesTheFile) {
  view.categories({"weights", "gradients", "optimizer states"});
  for (const Memory& memory : {paged(96, 16 << 10, 12), firstFit(60), devices()}) {
    const auto snapshot = of(memory);
    test::expectInsideItsArea(view, *snapshot);
    test::expectSvgLooksLikePng(view, *snapshot);
  }
}

TEST_F(MemoryTest, BlocksTakeTheirShareAndTheRestIsFree) {
  view.categories({"weights", "cache"}).rows(1).asks(schema.query);
  const auto snapshot = of({1000, {{250, 500, "half", 1}}});
  test::painted(view, *snapshot, {800, 120}, true);
  const QRectF area = test::areaOf({800, 120});
  double left = 1e9, right = 0;
  for (double x = area.left(); x < area.right(); ++x)
    if (view.hover({{x, 50}, area}, *snapshot).contains("half"))
      left = std::min(left, x), right = std::max(right, x);
  const QPointF hole = test::pointAt(view, *snapshot, "free: <b>250 B</b>, from 0 B", {800, 120});
  EXPECT_LT(hole.x(), left);
  test::pointAt(view, *snapshot, "free: <b>250 B</b>, from 750 B", {800, 120});
  EXPECT_FALSE(view.question(*snapshot)) << "nobody owns a hole";
  EXPECT_NEAR((right - left) / (area.width() - 22), 0.5, 0.03);
  test::pointAt(view, *snapshot, "half, cache: <b>500 B</b>, from 250 B", {800, 120});
  EXPECT_EQ(view.question(*snapshot)->cell.row, 0);
  EXPECT_TRUE(view.describe(*snapshot).contains("1 blocks take 500 B of 1000 B. 2 holes, the largest 250 B"));
}

TEST_F(MemoryTest, OverlapsAreCountedOnce) {
  const auto snapshot =
      of({100, {{0, 60, "a", 0}, {40, 40, "b", 1}, {90, 20, "outside", 0}, {10, 0, "empty", 0}}});
  EXPECT_TRUE(view.describe(*snapshot).contains("2 blocks take 80 B of 100 B"))
      << view.describe(*snapshot).toStdString();
  EXPECT_EQ(view.numbers(*snapshot).columns[2].numbers, (std::vector<double>{0, 40}));
}

TEST_F(MemoryTest, KeysWalkByAddressAndPick) {
  view.picks(schema.pick).rows(1);
  const auto snapshot = of({100, {{50, 10, "second", 0}, {0, 10, "first", 0}, {90, 10, "third", 0}}});
  test::painted(view, *snapshot, {400, 120}, true);
  for (const int key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Return})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  EXPECT_TRUE(view.selection(*snapshot)->words.startsWith("second"));
  ASSERT_EQ(port.sent.size(), 1u);
  EXPECT_EQ(port.sent[0].command, lab::Command::act("pick", "[0]"));
  EXPECT_TRUE(view.key(Qt::Key_End, false, *snapshot, port));
  EXPECT_TRUE(view.selection(*snapshot)->words.startsWith("third"));
}

TEST_F(MemoryTest, DownGoesToTheNextMemory) {
  const auto snapshot = of(devices());
  test::painted(view, *snapshot, {600, 300}, true);
  for (const int key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Down})
    EXPECT_TRUE(view.key(key, false, *snapshot, port));
  EXPECT_TRUE(view.selection(*snapshot)->words.contains("gradients: <b>14 GiB</b> of device 1"))
      << view.selection(*snapshot)->words.toStdString();
}

TEST(Bytes, AreWrittenAsPeopleSayThem) {
  EXPECT_EQ(bytesText(0), "0 B");
  EXPECT_EQ(bytesText(1023), "1023 B");
  EXPECT_EQ(bytesText(1024), "1 KiB");
  EXPECT_EQ(bytesText(1536), "1.5 KiB");
  EXPECT_EQ(bytesText(100 << 20), "100 MiB");
  EXPECT_EQ(bytesText(~std::uint64_t{0}), "16 EiB");
  EXPECT_EQ(byteTicks(100, 4), (std::vector<std::uint64_t>{0, 32, 64, 96}));
  EXPECT_EQ(byteTicks(0, 4), (std::vector<std::uint64_t>{0}));
}

TEST_F(MemoryTest, PaintsWhateverComes) {
  const std::uint64_t huge = ~std::uint64_t{0};
  for (const Memory& memory :
       {Memory{}, Memory{10, {}}, Memory{huge, {{huge - 1, 1, "end", -1}, {huge, huge, "", 9}}},
        Memory{8, {{0, 8, std::string(5000, 'w'), 0, 7}}, {"", ""}, 3},
        Memory{1, {{0, 1, "", 0, -1}}, {}, 1}}) {
    const auto snapshot = of(memory);
    for (const QSize size : {QSize(500, 300), QSize(20, 20)}) test::painted(view, *snapshot, size, true);
    view.describe(*snapshot);
    view.numbers(*snapshot);
    view.hover({{200, 100}, {}}, *snapshot);
    for (const int key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_End}) view.key(key, false, *snapshot, port);
  }
  test::painted(view, lab::Snapshot{});
}

TEST_F(MemoryTest, Pictures) {
  view.blocks("page");
  test::savePictures(view, *of(paged(96, 16 << 10, 12)), "memory-paged");
  MemoryView fit("fit", schema.memory);
  fit.categories({"activations", "weights", "gradients"}).blocks("tensor");
  test::savePictures(fit, *of(firstFit(60)), "memory-first-fit");
  MemoryView zero("zero", schema.memory);
  zero.categories({"weights", "gradients", "optimizer states"});
  test::savePictures(zero, *of(devices()), "memory-devices");
}

}  // namespace
}  // namespace gradarium::widgets
