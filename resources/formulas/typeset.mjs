#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// The formulas of each lessons/*/*/tutorial.md, typeset by MathJax into the formulas.svg beside it.
//
//   node typeset.mjs [FOLDER...]            writes; without a folder, for every lesson
//   node typeset.mjs --check [FOLDER...]    writes nothing, and fails where a file would change
//
// `npm ci` in this folder installs MathJax. Building and running Gradarium needs neither it nor node.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {flatten} from './flatten.mjs';
import {formulasOf} from './tutorial.mjs';
import {toSvg} from './write.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const lessons = path.resolve(here, '../../lessons');
const load = createRequire(import.meta.url);

function makeMathJax() {
  const {mathjax} = load('mathjax-full/js/mathjax.js');
  const {TeX} = load('mathjax-full/js/input/tex.js');
  const {SVG} = load('mathjax-full/js/output/svg.js');
  const {liteAdaptor} = load('mathjax-full/js/adaptors/liteAdaptor.js');
  const {RegisterHTMLHandler} = load('mathjax-full/js/handlers/html.js');
  const {SerializedMmlVisitor} = load('mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js');
  const {STATE} = load('mathjax-full/js/core/MathItem.js');
  for (const name of ['ams/Ams', 'boldsymbol/Boldsymbol', 'configmacros/ConfigMacros', 'html/Html'])
    load(`mathjax-full/js/input/tex/${name}Configuration.js`);
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const tex = new TeX({
    packages: ['base', 'ams', 'boldsymbol', 'configmacros', 'html'],
    macros: {live: ['\\cssId{slot-#1}{#2}', 2], R: '\\mathbb{R}', E: '\\mathbb{E}', T: '^{\\mathsf T}', argmin: '\\operatorname*{arg\\,min}',
             argmax: '\\operatorname*{arg\\,max}', softmax: '\\operatorname{softmax}', norm: ['\\lVert #1 \\rVert', 1]},
    formatError: (_, error) => { throw new Error(error.message); },
  });
  const document = mathjax.document('', {
    InputJax: tex,
    OutputJax: new SVG({fontCache: 'none'}),
    renderActions: {gradarium: [STATE.COMPILED + 1, () => {}, (math) => markBreaks(math.root)]},
  });
  const visitor = new SerializedMmlVisitor();
  return {
    set: (source, display) => flatten(adaptor, adaptor.firstChild(document.convert(source, {display, em: 16, ex: 8, containerWidth: 1e6}))),
    mathml: (source, display) => visitor.visitTree(document.convert(source, {display, end: STATE.CONVERT})),
  };
}

/// Where a display formula may go on in a new line, outside of brackets: before a step of an argument (=>) or after a
/// wide space (\\qquad) between two formulas, else before a relation, else before a sum's sign.
function markBreaks(root) {
  root.setTeXclass(null);
  let row = root;
  while (row.childNodes.length === 1 && ['math', 'mrow', 'inferredMrow', 'TeXAtom', 'mstyle'].includes(row.kind)) row = row.childNodes[0];
  if (!['mrow', 'inferredMrow'].includes(row.kind)) return;
  const [bin, rel, open, close] = [2, 3, 4, 5];  // TeX's classes of atoms
  let depth = 0;
  row.childNodes.forEach((child, at) => {
    const mo = child.isKind('mo') ? child : child.coreMO?.();
    const kind = mo?.isKind?.('mo') ? mo.texClass : child.texClass;
    if (kind === open) ++depth;
    if (kind === close) depth = Math.max(0, depth - 1);
    let before = row.childNodes[at - 1];
    while (before?.childNodes?.length === 1) before = before.childNodes[0];  // a space stands in a style of its own
    if (depth === 0 && before?.isKind('mspace') && parseFloat(before.attributes.get('width')) >= 2) child.attributes.set('data-break', 'step');
    if (at > 0 && depth === 0 && child.isKind('mo') && (kind === rel || kind === bin))
      child.attributes.set('data-break', kind === bin ? 'sum' : /^[\u21d2\u21d4\u27f8-\u27fa]$/.test(child.getText()) ? 'step' : 'relation');
  });
}

async function makeSpeech(mathjax) {
  const sre = load('speech-rule-engine');
  await sre.setupEngine({locale: 'en', domain: 'clearspeak', modality: 'speech'});
  await sre.engineReady();
  return (source, display) => sre.toSpeech(mathjax.mathml(source, display)).replace(/the metric of/g, 'the norm of').replace(/\s+/g, ' ').trim();
}

/// What a live number is painted with: the glyphs of TeX's own figures, {character: {glyph, width}}.
function figures(mathjax) {
  const signs = [...'0123456789.'].map((c) => [c, c]).concat([['-', '-'], ['+', '+'], ['e', '\\mathrm{e}'], ['\u221e', '\\infty'], ['\u2013', '\\text{\u2013}']]);
  return signs.map(([character, source]) => {
    const set = mathjax.set(source, false);
    return {character, width: set.width, glyph: set.glyphs[0]};
  });
}

function foldersOf(words) {
  if (words.length > 0) return words.map((word) => path.resolve(word));
  const below = (folder) => fs.readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));
  return below(lessons).flatMap(below).filter((folder) => fs.existsSync(path.join(folder, 'tutorial.md'))).sort();
}

async function main(words) {
  const check = words.includes('--check');
  const mathjax = makeMathJax();
  const speech = await makeSpeech(mathjax);
  const shared = figures(mathjax);
  let failed = false, count = 0;
  const complain = (file, line, what) => {
    failed = true;
    console.error(`${path.relative(process.cwd(), file)}:${line}: ${what}`);
  };
  for (const folder of foldersOf(words.filter((word) => !word.startsWith('--')))) {
    const source = path.join(folder, 'tutorial.md'), target = path.join(folder, 'formulas.svg');
    const set = new Map();
    for (const formula of formulasOf(fs.readFileSync(source, 'utf8'))) {
      const key = `${formula.display}${formula.tex}`;
      try {
        if (set.has(key)) {
          set.get(key).name ||= formula.name;
          continue;
        }
        const drawn = mathjax.set(formula.tex, formula.display);
        set.set(key, {...formula, ...drawn, speech: speech(formula.tex, formula.display)});
        ++count;
      } catch (error) {
        complain(source, formula.line, `$${formula.tex}$: ${error.message}`);
      }
    }
    const old = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
    const now = set.size > 0 ? toSvg([...set.values()], shared) : '';
    if (now === old) continue;
    if (check) complain(target, 1, 'it is not what tutorial.md says; node resources/formulas/typeset.mjs writes it');
    else if (now) fs.writeFileSync(target, now);
    else fs.rmSync(target);
  }
  console.log(`${count} formulas${check ? (failed ? '' : ', all as committed') : ' typeset'}`);
  process.exitCode = failed ? 1 : 0;
}

await main(process.argv.slice(2));
