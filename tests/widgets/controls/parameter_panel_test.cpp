// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/parameter_panel.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/widgets/controls/every_kind.h"
#include "widgets/controls/choice_editors.h"
#include "widgets/controls/curve_editor.h"
#include "widgets/controls/draw_pad.h"
#include "widgets/controls/text_label.h"
#include "widgets/controls/track_slider.h"

namespace gradarium::widgets {
namespace {

using lab::Edit;

struct PanelTest : testing::Test {
  test::EveryKind e;
  test::FakePort port;
  ParameterPanel panel{e, port};

  PanelTest() {
    panel.resize(200, panel.sizeHint().height());
    panel.show(e.snapshot());
    panel.show();
    panel.activateWindow();
    QApplication::setActiveWindow(&panel);
    QTest::qWait(1);
  }
  template <class W = QWidget>
  W* find(const char* name) {
    W* widget = panel.findChild<W*>(name);
    if (!widget) throw std::runtime_error(std::string("no ") + name);
    return widget;
  }
  void press(TrackSlider* s, int position) { QTest::mousePress(s, Qt::LeftButton, {}, s->pointOf(position)); }
  void moveTo(QWidget* widget, QPoint at) {
    QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(widget, &move);
  }
  void moveTo(TrackSlider* s, int position) { moveTo(s, s->pointOf(position)); }
  void release(TrackSlider* s, int position) {
    QTest::mouseRelease(s, Qt::LeftButton, {}, s->pointOf(position));
  }
  void type(const char* field, const QString& text, Qt::Key end = Qt::Key_Return) {
    auto* line = find<QLineEdit>(field);
    QTest::mouseClick(line, Qt::LeftButton);
    QTest::qWait(1);
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, end);
  }
  void echo() { panel.show(e.snapshot()); }
};

TEST_F(PanelTest, EveryParameterHasAControlWithNames) {
  for (const lab::Parameter* parameter : e.parameters()) {
    QWidget* control = find(("param." + parameter->name()).c_str());
    EXPECT_FALSE(control->accessibleName().isEmpty()) << parameter->name();
  }
  EXPECT_EQ(find("param.k")->accessibleDescription().toStdString().substr(0, 28),
            "How many centres there are. ");
}

TEST_F(PanelTest, ADragUpdatesAndCommitsAtBothEnds) {
  auto* k = find<TrackSlider>("param.k");
  press(k, 2);
  moveTo(k, 11);
  ASSERT_FALSE(port.sent.empty());
  EXPECT_EQ(port.last(), "set k=12");
  EXPECT_EQ(port.sent.back().edit, Edit::Update);
  moveTo(k, 0);
  EXPECT_EQ(port.last(), "set k=1");
  release(k, 0);
  EXPECT_EQ(port.last(), "set k=1");
  EXPECT_EQ(port.sent.back().edit, Edit::Commit);
}

TEST_F(PanelTest, APressWithoutAChangeSendsNothing) {
  auto* k = find<TrackSlider>("param.k");
  press(k, 2);
  release(k, 2);
  EXPECT_TRUE(port.sent.empty());
}

TEST_F(PanelTest, TheStopIsReachedByDragAndByKey) {
  auto* batch = find<TrackSlider>("param.batch");
  EXPECT_EQ(batch->value(), 0);
  press(batch, 0);
  moveTo(batch, batch->maximum());
  EXPECT_EQ(port.last(), "set batch=150");
  moveTo(batch, 0);
  EXPECT_EQ(port.last(), "set batch=off");
  release(batch, 0);
  batch->setFocus();
  QTest::keyClick(batch, Qt::Key_Right);
  EXPECT_EQ(port.last(), "set batch=1");
  EXPECT_EQ(port.sent.back().edit, Edit::Whole);
  QTest::keyClick(batch, Qt::Key_Left);
  EXPECT_EQ(port.last(), "set batch=off");
}

TEST_F(PanelTest, SnapshotsDoNotFightTheHand) {
  auto* k = find<TrackSlider>("param.k");
  press(k, 2);
  moveTo(k, 8);
  e.batch.set("10");  // some other change arrives, k still old
  echo();
  EXPECT_EQ(k->value(), 8);
  release(k, 8);
  e.batch.set("11");  // still on its way
  echo();
  EXPECT_EQ(k->value(), 8);
  e.k.set("9");
  echo();
  EXPECT_EQ(k->value(), 8);
  e.k.set("4");  // undo
  echo();
  EXPECT_EQ(k->value(), 3);
  EXPECT_EQ(find<QLineEdit>("param.k.value")->text(), "4");
}

TEST_F(PanelTest, AnUnansweredWishIsGivenUp) {
  auto* k = find<TrackSlider>("param.k");
  press(k, 8);
  release(k, 8);
  panel.settle();
  EXPECT_EQ(k->value(), 2);
}

TEST_F(PanelTest, WhatASnapshotSaysIsNotSentBack) {
  e.k.set("7");
  e.dropout.set("0.9");
  e.standardise.set("off");
  e.prompt.set("a dog");
  e.bits.set("1111111111");
  e.matrix.set("[[1,2,3],[4,5,6]]");
  e.kernel.set("rbf");
  echo();
  EXPECT_TRUE(port.sent.empty());
  EXPECT_EQ(find<QComboBox>("param.kernel")->currentText(), "radial basis");
  EXPECT_EQ(find<QDoubleSpinBox>("param.matrix.1.2")->value(), 6);
}

TEST_F(PanelTest, TypedValuesAreTakenWhole) {
  type("param.k.value", "9");
  EXPECT_EQ(port.last(), "set k=9");
  EXPECT_EQ(port.sent.back().edit, Edit::Whole);
  EXPECT_EQ(port.sent.size(), 1U);
  EXPECT_EQ(find<TrackSlider>("param.k")->value(), 8);
  EXPECT_TRUE(find("param.k")->hasFocus());
}

TEST_F(PanelTest, AWrongEntrySaysWhatWouldBeRightAndKeepsTheOld) {
  auto* complaint = find<TextLabel>("param.k.complaint");
  EXPECT_FALSE(complaint->isVisible());
  type("param.k.value", "99");
  EXPECT_TRUE(port.sent.empty());
  EXPECT_TRUE(complaint->isVisible());
  EXPECT_EQ(complaint->text(), "Clusters k takes 1 to 12");
  QTest::keyClick(find<QLineEdit>("param.k.value"), Qt::Key_Escape);
  EXPECT_FALSE(complaint->isVisible());
  EXPECT_EQ(find<QLineEdit>("param.k.value")->text(), "3");
  type("param.k.value", "x", Qt::Key_Tab);  // leaving gives a wrong entry up
  EXPECT_TRUE(port.sent.empty());
  EXPECT_EQ(find<QLineEdit>("param.k.value")->text(), "3");
}

TEST_F(PanelTest, BoundsOfTheSnapshotHold) {
  auto snapshot = e.snapshot();
  auto states = *snapshot.parameters;
  states[e.k.index()].max = 5;
  snapshot.parameters = std::make_shared<const lab::ParameterStates>(states);
  panel.show(snapshot);
  EXPECT_EQ(find<TrackSlider>("param.k")->maximum(), 4);
  type("param.k.value", "6");
  EXPECT_EQ(find<TextLabel>("param.k.complaint")->text(), "Clusters k takes 1 to 5");
}

TEST_F(PanelTest, KeysAloneSuffice) {
  auto* k = find<TrackSlider>("param.k");
  k->setFocus();
  QTest::keyClick(k, Qt::Key_End);
  EXPECT_EQ(port.last(), "set k=12");
  QTest::keyClick(k, Qt::Key_Home);
  EXPECT_EQ(port.last(), "set k=1");
  QTest::keyClick(k, Qt::Key_F2);
  EXPECT_TRUE(find("param.k.value")->hasFocus());
  QTest::keyClick(find("param.k.value"), Qt::Key_Escape);
  EXPECT_TRUE(k->hasFocus());
  QTest::keyClicks(k, "1");  // a digit starts an entry
  QTest::keyClicks(find("param.k.value"), "0");
  QTest::keyClick(find("param.k.value"), Qt::Key_Return);
  EXPECT_EQ(port.last(), "set k=10");
  QTest::keyClick(k, Qt::Key_Delete);
  EXPECT_EQ(port.last(), "set k=3");
}

TEST_F(PanelTest, TheWheelNeedsTheFocus) {
  auto* k = find<TrackSlider>("param.k");
  const auto wheel = [&] {
    QWheelEvent event(k->rect().center(), k->mapToGlobal(k->rect().center()), {}, {0, 120}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(k, &event);
  };
  find("param.batch")->setFocus();
  wheel();
  EXPECT_TRUE(port.sent.empty());
  k->setFocus();
  wheel();
  EXPECT_EQ(port.last(), "set k=4");
}

TEST_F(PanelTest, ADoubleClickGoesBackToTheDefault) {
  e.k.set("9");
  echo();
  auto* k = find<TrackSlider>("param.k");
  QTest::mouseDClick(k, Qt::LeftButton, {}, k->pointOf(8));
  EXPECT_EQ(port.last(), "set k=3");
  EXPECT_EQ(k->value(), 2);
}

TEST_F(PanelTest, WhatIsNotTheDefaultSaysSoAndGoesBackByAClickOrDelete) {
  auto* back = find<QAbstractButton>("param.k.back");
  EXPECT_TRUE(back->isHidden());
  const int before = find("param.k")->parentWidget()->height();
  e.parameter("k").set("7");
  echo();
  EXPECT_FALSE(back->isHidden());
  EXPECT_EQ(find("param.k")->parentWidget()->sizeHint().height(), before);  // its coming moves nothing
  back->click();
  EXPECT_EQ(port.last(), "set k=" + e.parameter("k").info().fallback);
  for (const lab::Parameter* parameter : e.parameters()) {
    if (parameter->info().kind != "choice") continue;
    for (const auto& choice : parameter->info().choices)
      if (choice.name != parameter->info().fallback) e.parameter(parameter->name()).set(choice.name);
    echo();
    QTest::keyClick(find(("param." + parameter->name()).c_str()), Qt::Key_Delete);
    EXPECT_EQ(port.last(), "set " + parameter->name() + "=" + parameter->info().fallback);
  }
}

TEST_F(PanelTest, AHiddenParameterTakesNoRoom) {
  QWidget* width = find("param.width");
  EXPECT_FALSE(width->isVisible());
  const int before = find("param.seed")->mapTo(&panel, QPoint()).y();
  e.kernel.set("rbf");
  echo();
  QCoreApplication::processEvents();
  EXPECT_TRUE(width->isVisible());
  EXPECT_GT(find("param.seed")->mapTo(&panel, QPoint()).y(), before);
}

TEST_F(PanelTest, OtherKindsSendTheirCommands) {
  auto* kernel = find<QComboBox>("param.kernel");
  kernel->setFocus();
  QTest::keyClick(kernel, Qt::Key_Down);
  EXPECT_EQ(port.last(), "set kernel=rbf");
  QTest::mouseClick(find("param.standardise"), Qt::LeftButton, {}, QPoint(20, 12));
  EXPECT_EQ(port.last(), "set standardise=off");
  auto* prompt = find<QLineEdit>("param.prompt");
  prompt->setFocus();
  prompt->end(false);
  QTest::keyClicks(prompt, "s");
  EXPECT_EQ(port.last(), "set prompt=the cat sats");
  EXPECT_EQ(port.sent.back().edit, Edit::Update);
  QTest::keyClick(prompt, Qt::Key_Return);
  EXPECT_EQ(port.sent.back().edit, Edit::Commit);
  QTest::mouseClick(find("param.bits.3"), Qt::LeftButton);
  EXPECT_EQ(port.sent.back().command, lab::Command::patch("bits", R"({"flip": 3})"));
  auto* cell = find<QDoubleSpinBox>("param.matrix.0.1");
  cell->setFocus();
  cell->selectAll();
  QTest::keyClicks(cell, "0.75");
  QTest::keyClick(cell, Qt::Key_Return);
  EXPECT_EQ(port.sent.back().command, lab::Command::patch("matrix", R"({"cell": [0,1,0.75]})"));
  QTest::mouseClick(find("param.points"), Qt::LeftButton);
  EXPECT_EQ(port.sent.back().command, lab::Command::patch("points", R"({"clear": true})"));
  QTest::mouseClick(find("param.graph"), Qt::LeftButton);
  EXPECT_EQ(port.sent.back().command.target, "graph");
}

TEST_F(PanelTest, EverythingSentIsTakenByTheExperiment) {
  auto* kernel = find<QComboBox>("param.kernel");
  kernel->setFocus();
  QTest::keyClick(kernel, Qt::Key_Down);
  QTest::mouseClick(find("param.bits.3"), Qt::LeftButton);
  QTest::mouseClick(find("param.points"), Qt::LeftButton);
  QTest::mouseClick(find("param.graph"), Qt::LeftButton);
  for (const auto& sent : port.sent) {
    lab::Parameter& parameter = e.parameter(sent.command.target);
    EXPECT_NO_THROW(sent.command.verb == lab::Verb::Set ? parameter.set(sent.command.value)
                                                        : parameter.patch(sent.command.value));
  }
  EXPECT_EQ(e.bits.get(), "0111100111");
  EXPECT_TRUE(e.points.get().empty());
  EXPECT_TRUE(e.graph.get().nodes.empty());
}

TEST_F(PanelTest, ACurveIsDrawnWhole) {
  auto* pad = find<CurvePad>("param.curve");
  QTest::mousePress(pad, Qt::LeftButton, {}, pad->pointOf(0).toPoint());
  const QPoint high(static_cast<int>(pad->pointOf(7).x()), 0);
  moveTo(pad, high);
  EXPECT_EQ(port.sent.back().edit, Edit::Update);
  QTest::mouseRelease(pad, Qt::LeftButton, {}, high);
  EXPECT_EQ(port.sent.back().edit, Edit::Commit);
  EXPECT_NO_THROW(e.curve.set(port.sent.back().command.value));
  EXPECT_DOUBLE_EQ(e.curve.get().back(), 1.0);
  for (std::size_t i = 1; i < e.curve.get().size(); ++i) EXPECT_GT(e.curve.get()[i], e.curve.get()[i - 1]);
}

TEST_F(PanelTest, ADrawingGrowsByAStrokeOfTheMouse) {
  auto* pad = find<DrawPad>("param.drawing");
  ASSERT_EQ(pad->strokes().size(), 1U);
  QTest::mousePress(pad, Qt::LeftButton, {}, pad->pixelOf(0.5, 0.25).toPoint());
  EXPECT_EQ(port.sent.back().edit, Edit::Update);
  for (const double y : {0.4, 0.6, 0.75}) moveTo(pad, pad->pixelOf(0.5, y).toPoint());
  moveTo(pad, pad->pixelOf(0.5, 9).toPoint());  // outside: to the border
  QTest::mouseRelease(pad, Qt::LeftButton, {}, pad->pixelOf(0.5, 9).toPoint());
  EXPECT_EQ(port.sent.back().edit, Edit::Commit);
  ASSERT_NO_THROW(e.drawing.set(port.sent.back().command.value));
  ASSERT_EQ(e.drawing.get().size(), 2U);
  const auto& stroke = e.drawing.get().back();
  EXPECT_EQ(stroke.size(), 1U + 2 * 5);
  EXPECT_NEAR(stroke[1], 0.5, 0.01);
  EXPECT_NEAR(stroke[2], 0.25, 0.01);
  EXPECT_EQ(stroke.back(), 1);
  EXPECT_GT(e.drawing.raster(28)[14 * 28 + 14], 0.9F) << "there is ink in the middle";
}

TEST_F(PanelTest, ADrawingIsMadeByKeysAloneAndTakenBack) {
  auto* pad = find<DrawPad>("param.drawing");
  pad->setFocus();
  QTest::keyClick(pad, Qt::Key_Right);  // the pen is up: a walk
  EXPECT_EQ(pad->strokes().size(), 1U);
  QTest::keyClick(pad, Qt::Key_Space);
  for (int i = 0; i < 5; ++i) QTest::keyClick(pad, Qt::Key_Down);
  QTest::keyClick(pad, Qt::Key_Space);
  ASSERT_NO_THROW(e.drawing.set(port.sent.back().command.value));
  ASSERT_EQ(e.drawing.get().size(), 2U);
  EXPECT_EQ(e.drawing.get().back().size(), 1U + 2 * 6);
  QTest::keyClick(pad, Qt::Key_Backspace);
  ASSERT_NO_THROW(e.drawing.set(port.sent.back().command.value));
  EXPECT_EQ(e.drawing.get().size(), 1U);
  for (QAbstractButton* button : panel.editor("drawing")->findChildren<QAbstractButton*>())
    if (button->text() == "Clear") button->click();
  EXPECT_EQ(port.last(), "set drawing=[]");
}

TEST_F(PanelTest, TheLearnersOwnFileIsSentAsAPath) {
  auto* editor = dynamic_cast<DatasetEditor*>(panel.editor("data"));
  ASSERT_NE(editor, nullptr);
  auto* box = find<QComboBox>("param.data");
  const int open = box->count() - 1;
  editor->setFileChooser([](QWidget*) { return QString(); });
  Q_EMIT box->activated(open);
  EXPECT_TRUE(port.sent.empty());
  editor->setFileChooser([](QWidget*) { return QStringLiteral("/tmp/my flowers.csv"); });
  Q_EMIT box->activated(open);
  EXPECT_EQ(port.sent.back().command, lab::Command::set("data", "/tmp/my flowers.csv"));
  panel.settle();  // the session could not read it
  EXPECT_EQ(box->currentData().toString(), "iris");
  EXPECT_LT(box->findText("my flowers.csv"), 0) << "what cannot be read is not on offer";
  Q_EMIT box->activated(open);
  lab::ParameterState read = e.data.state();
  read.text = "/tmp/my flowers.csv";
  editor->show(read);
  EXPECT_EQ(box->currentText(), "my flowers.csv");
}

TEST_F(PanelTest, ATextIsChosenAsADataSetIs) {
  auto* editor = dynamic_cast<DatasetEditor*>(panel.editor("source"));
  ASSERT_NE(editor, nullptr);
  auto* box = find<QComboBox>("param.source");
  EXPECT_EQ(box->itemText(box->count() - 1), "Open my text…");
  Q_EMIT box->activated(1);
  EXPECT_EQ(port.sent.back().command, lab::Command::set("source", "king-james"));
  editor->setFileChooser([](QWidget*) { return QStringLiteral("/tmp/my words.txt"); });
  Q_EMIT box->activated(box->count() - 1);
  EXPECT_EQ(port.sent.back().command, lab::Command::set("source", "/tmp/my words.txt"));
}

TEST_F(PanelTest, ResetEverythingIsOnlyASignal) {
  QSignalSpy spy(&panel, &ParameterPanel::resetEverything);
  QTest::mouseClick(find("param.reset_everything"), Qt::LeftButton);
  EXPECT_EQ(spy.count(), 1);
  EXPECT_TRUE(port.sent.empty());
}

TEST_F(PanelTest, ATopicPutsItsOwnParametersInFrontAndFoldsTheRest) {
  const auto y = [&](const char* name) { return find(name)->mapTo(&panel, QPoint()).y(); };
  auto* more = find<QAbstractButton>("param.more");
  EXPECT_FALSE(more->isVisible());  // all are in front
  panel.arrange({&e.seed, &e.k}, {});
  panel.resize(200, panel.sizeHint().height());
  QTest::qWait(1);
  EXPECT_LT(y("param.seed"), y("param.k"));
  EXPECT_FALSE(find("param.bits")->isVisible());
  EXPECT_TRUE(more->isVisible());
  more->click();
  EXPECT_TRUE(find("param.bits")->isVisible());
  EXPECT_FALSE(find("param.width")->isVisible());  // the linear kernel has none
  panel.arrange({}, {});
  QTest::qWait(1);  // a widget with a new parent shows itself a turn later
  EXPECT_FALSE(more->isVisible());
  EXPECT_TRUE(find("param.bits")->isVisible());
}

TEST_F(PanelTest, AnActionWithoutArgumentIsAButton) {
  auto* shake = find<QAbstractButton>("action.shake");
  EXPECT_EQ(shake->text(), "Shake everything");
  EXPECT_EQ(panel.findChild<QWidget*>("action.pick"), nullptr);
  shake->click();
  EXPECT_EQ(port.last(), "act shake");
  panel.arrange({}, {&e.pick});
  EXPECT_FALSE(shake->isVisible());
}

}  // namespace
}  // namespace gradarium::widgets
