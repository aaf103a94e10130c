// SPDX-License-Identifier: GPL-3.0-or-later
// formulas.svg: one group a formula, one below the other, so that the file can be looked at in a browser as well.
// widgets/formula/formula_sheet.h tells what its reader expects.

const round = (number, digits = 1) => String(Number(number.toFixed(digits)) + 0);
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export function toSvg(formulas, figures) {
  const ids = new Map();  // of a glyph's outline
  const defs = [];
  const idOf = (glyph) => {
    if (!ids.has(glyph.d)) {
      let id = `u${glyph.code}`;
      for (let again = 2; defs.some((def) => def.startsWith(`<path id="${id}"`)); ++again) id = `u${glyph.code}-${again}`;
      ids.set(glyph.d, id);
      defs.push(`<path id="${id}" d="${glyph.d}"/>`);
    }
    return ids.get(glyph.d);
  };

  const margin = 400;
  let top = margin;
  const groups = formulas.map((formula, at) => {
    const lines = [];
    const breaks = formula.breaks.map((b) => `${b.kind} ${round(b.at)}`).join(' ');
    lines.push(`<g id="${formula.name || `formula-${at + 1}`}" transform="translate(${margin} ${round(top + formula.ascent)}) scale(1 -1)"` +
      ` data-tex="${escaped(formula.tex)}" data-mode="${formula.display ? 'display' : 'inline'}"` +
      ` data-size="${round(formula.width)} ${round(formula.ascent)} ${round(formula.descent)}"${breaks && formula.display ? ` data-breaks="${breaks}"` : ''}>`);
    lines.push(`<title>${escaped(formula.speech)}</title>`);
    for (const slot of formula.slots)
      lines.push(`<rect data-live="${escaped(slot.name)}" data-figures="${slot.figures}" data-scale="${round(slot.scale, 3)}" fill="#e9edff"` +
        ` x="${round(slot.x)}" y="${round(slot.y)}" width="${round(slot.width)}" height="${round(666 * slot.scale)}"/>`);
    for (const rect of formula.rects)
      lines.push(`<rect x="${round(rect.x)}" y="${round(rect.y)}" width="${round(rect.width)}" height="${round(rect.height)}"/>`);
    for (const glyph of formula.glyphs) {
      const scale = glyph.sx === glyph.sy ? round(glyph.sx, 3) : `${round(glyph.sx, 3)} ${round(glyph.sy, 3)}`;
      lines.push(`<use xlink:href="#${idOf(glyph)}" transform="translate(${round(glyph.x)} ${round(glyph.y)})${scale === '1' ? '' : ` scale(${scale})`}"/>`);
    }
    lines.push('</g>');
    top += formula.ascent + formula.descent + 2 * margin;
    return lines.join('\n');
  });

  const used = formulas.some((formula) => formula.slots.length > 0) ? figures : [];
  const figureDefs = used.map((figure) => `<use xlink:href="#${idOf(figure.glyph)}" data-figure="${figure.character}" data-width="${round(figure.width)}"/>`);
  const width = Math.ceil(2 * margin + Math.max(...formulas.map((formula) => formula.width)));
  const height = Math.ceil(top - margin);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- The formulas of tutorial.md, written by resources/formulas/typeset.mjs with MathJax 3; glyphs of its TeX fonts (Apache-2.0). -->',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" width="${round(width / 50, 0)}" height="${round(height / 50, 0)}">`,
    '<defs>', ...defs, ...figureDefs, '</defs>', ...groups, '</svg>', ''].join('\n');
}
