// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the formulas of a tutorial.md by the same rules as app/tutorial/formula_spans.cpp: $...$ inside a paragraph,
// $$...$$ over any number of lines; never in code; \$ is a dollar.

/// [{tex, name, display, line}]: TeX without its \label, which is the name; lines from 1.
export function formulasOf(markdown) {
  const found = [];
  let fence = '';
  let prose = [];
  let first = 1;
  const flush = () => {
    if (prose.length > 0) found.push(...inProse(prose.join('\n'), first));
    prose = [];
  };
  markdown.split('\n').forEach((line, at) => {
    if (line.startsWith('```')) {
      flush();
      fence = fence ? '' : line;
    } else if (!fence || fence.startsWith('```exercise')) {  // an exercise's hint is prose
      if (prose.length === 0) first = at + 1;
      prose.push(line);
    }
  });
  flush();
  return found;
}

function inProse(text, first) {
  const found = [];
  const add = (body, at, display) => {
    const label = /\\label\{([a-z][a-z0-9-]*)\}/.exec(body);
    const tex = body.replace(label ? label[0] : '', '').trim().replace(/\s+/g, ' ');
    found.push({tex, name: label ? label[1] : '', display, line: first + text.slice(0, at).split('\n').length - 1});
  };
  for (let i = 0; i < text.length; ++i) {
    if (text[i] === '\\') {
      ++i;
    } else if (text[i] === '`') {
      let ticks = 1;
      while (text[i + ticks] === '`') ++ticks;
      const end = text.indexOf('`'.repeat(ticks), i + ticks);
      i = (end < 0 ? i : end) + ticks - 1;
    } else if (text.startsWith('$$', i)) {
      const end = text.indexOf('$$', i + 2);
      if (end < 0) continue;
      add(text.slice(i + 2, end), i, true);
      i = end + 1;
    } else if (text[i] === '$' && i + 1 < text.length && !/\s/.test(text[i + 1])) {
      const end = closing(text, i + 1);
      if (end < 0) continue;
      add(text.slice(i + 1, end), i, false);
      i = end;
    }
  }
  return found;
}

/// The dollar that ends an inline formula: no space before it, no figure after it, in the same paragraph, and no
/// code on the way.
function closing(text, from) {
  for (let i = from; i < text.length; ++i) {
    if (text[i] === '\\') {
      ++i;
    } else if (text[i] === '`' || text.startsWith('\n\n', i)) {
      return -1;
    } else if (text[i] === '$' && i > from && !/\s/.test(text[i - 1]) && !/[0-9]/.test(text[i + 1] ?? '')) {
      return i;
    }
  }
  return -1;
}
