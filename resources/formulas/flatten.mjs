// SPDX-License-Identifier: GPL-3.0-or-later
// MathJax's SVG made plain: glyphs and filled rectangles, each with a place and a scale, and the rooms of live numbers.
// Nested drawings, strokes and styles are resolved here, so that a reader needs to know three elements only.

const strokeOfTable = 70;  // thousandths of an em, as MathJax's own style sheet has it

/// Of the element <svg> that MathJax made: {width, ascent, descent, glyphs, rects, slots, breaks} in thousandths of an
/// em, y upwards from the baseline. Throws Error where something cannot be drawn so.
export function flatten(adaptor, svg) {
  const box = (adaptor.getAttribute(svg, 'viewBox') ?? '').split(' ').map(Number);
  if (box.length !== 4 || !(box[2] > 0)) throw new Error('it has no size of its own (a \\tag cannot be set here)');
  const result = {width: box[2], ascent: -box[1], descent: box[3] + box[1], glyphs: [], rects: [], slots: [], breaks: []};
  const outer = adaptor.childNodes(svg).find((child) => adaptor.kind(child) === 'g');  // carries scale(1,-1)
  for (const child of adaptor.childNodes(outer)) walk(adaptor, child, {sx: 1, sy: 1, x: 0, y: 0}, result);
  return result;
}

function walk(adaptor, node, outer, out) {
  const kind = adaptor.kind(node);
  const of = (name) => adaptor.getAttribute(node, name);
  const number = (name) => Number(of(name) ?? 0);
  const at = transformed(outer, of('transform'));
  if (kind === 'path') {
    const d = of('d');
    if (d) out.glyphs.push({code: of('data-c') ?? '', d, ...at});
  } else if (kind === 'rect') {
    rectangle(of, number, at, out);
  } else if (kind === 'line') {
    const [x1, x2, y1, y2] = ['x1', 'x2', 'y1', 'y2'].map(number);
    const half = strokeOfTable / 2;
    if (x1 === x2) addRect(out, at, x1 - half, Math.min(y1, y2), strokeOfTable, Math.abs(y2 - y1));
    else addRect(out, at, Math.min(x1, x2), y1 - half, Math.abs(x2 - x1), strokeOfTable);
  } else if (kind === 'svg') {
    extender(adaptor, node, at, out);
  } else if (kind === 'text') {
    if (adaptor.textContent(node).trim() !== '') throw new Error(`MathJax's fonts have no '${adaptor.textContent(node)}'`);
  } else if (kind === 'g') {
    if (of('data-mml-node') === 'merror') throw new Error(of('data-mjx-error') ?? 'it is not TeX');
    for (const paint of ['fill', 'stroke'])
      if ((of(paint) ?? 'currentColor') !== 'currentColor') throw new Error('colours come from the theme, not from TeX');
    if (of('data-break')) out.breaks.push({at: at.x, kind: of('data-break')});
    if ((of('id') ?? '').startsWith('slot-')) return slot(adaptor, node, at, out);
    for (const child of adaptor.childNodes(node)) walk(adaptor, child, at, out);
  } else if (kind !== 'defs' && kind !== '#text' && kind !== '#comment') {
    throw new Error(`it needs <${kind}>, which formulas.svg has not`);
  }
}

function transformed(outer, text) {
  let {sx, sy, x, y} = outer;
  for (const [, name, list] of (text ?? '').matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a, b] = list.split(/[\s,]+/).map(Number);
    if (name === 'translate') {
      x += sx * a;
      y += sy * (b || 0);
    } else if (name === 'scale') {
      sx *= a;
      sy *= b ?? a;
    } else {
      throw new Error(`it needs ${name}(), which formulas.svg has not`);
    }
  }
  return {sx, sy, x, y};
}

function addRect(out, at, x, y, width, height) {
  if (width > 0 && height > 0) out.rects.push({x: at.x + at.sx * x, y: at.y + at.sy * y, width: at.sx * width, height: at.sy * height});
}

function rectangle(of, number, at, out) {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(number);
  if (of('fill') === 'none') {  // a frame, as of \boxed
    const t = number('stroke-width') || 67;
    addRect(out, at, x - t / 2, y - t / 2, width + t, t);
    addRect(out, at, x - t / 2, y + height - t / 2, width + t, t);
    addRect(out, at, x - t / 2, y + t / 2, t, height - t);
    addRect(out, at, x + width - t / 2, y + t / 2, t, height - t);
  } else if (!of('data-hitbox')) {
    addRect(out, at, x, y, width, height);
  }
}

/// The straight middle of a tall brace or a long arrow: MathJax stretches a glyph and clips it. What is left is a rectangle.
function extender(adaptor, node, outer, out) {
  const of = (name) => adaptor.getAttribute(node, name);
  const number = (name) => Number(of(name) ?? 0);
  const [vx, vy, vw, vh] = (of('viewBox') ?? '').split(' ').map(Number);
  if (!(vw > 0 && vh > 0)) throw new Error('it holds a drawing without a size');
  const zoomX = number('width') / vw, zoomY = number('height') / vh;
  for (const child of adaptor.childNodes(node)) {
    if (adaptor.kind(child) !== 'path') throw new Error('it holds a drawing inside the drawing');
    const own = transformed({sx: 1, sy: 1, x: 0, y: 0}, adaptor.getAttribute(child, 'transform'));
    const bounds = boundsOf(adaptor.getAttribute(child, 'd'));
    const left = Math.max(vx, own.x + own.sx * bounds.left), right = Math.min(vx + vw, own.x + own.sx * bounds.right);
    const low = Math.max(vy, own.y + own.sy * bounds.low), high = Math.min(vy + vh, own.y + own.sy * bounds.high);
    addRect(out, outer, number('x') + (left - vx) * zoomX, number('y') + (low - vy) * zoomY, (right - left) * zoomX, (high - low) * zoomY);
  }
}

function boundsOf(d) {
  let x = 0, y = 0;
  const bounds = {left: Infinity, right: -Infinity, low: Infinity, high: -Infinity};
  for (const [, command, list] of d.matchAll(/([MLHVQTCZ])([^MLHVQTCZ]*)/g)) {
    const n = (list.match(/-?[\d.]+/g) ?? []).map(Number);
    if (command === 'H') x = n[0];
    else if (command === 'V') y = n[0];
    else if (command !== 'Z') [x, y] = n.slice(-2);
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.low = Math.min(bounds.low, y);
    bounds.high = Math.max(bounds.high, y);
  }
  return bounds;
}

/// \live{name}{000.00}: the figures only keep the room.
function slot(adaptor, node, at, out) {
  const inside = {glyphs: [], rects: [], slots: [], breaks: []};
  for (const child of adaptor.childNodes(node)) walk(adaptor, child, at, inside);
  const figures = inside.glyphs.map((glyph) => String.fromCodePoint(parseInt(glyph.code, 16))).join('').replace('\u2212', '-');
  if (!/^-?0+(\.0+)?$/.test(figures)) throw new Error(`\\live takes its room as 0.00 or -00.0, not '${figures}'`);
  const first = inside.glyphs[0], last = inside.glyphs.at(-1);
  out.slots.push({name: adaptor.getAttribute(node, 'id').slice(5), figures, x: first.x, y: first.y, scale: first.sx, width: last.x + 500 * last.sx - first.x});
}
