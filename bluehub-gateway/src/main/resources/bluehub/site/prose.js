// Comments of schemas: paragraphs, lists, blocks and spans of code, links. Anything else stays the text that it is.
import {el} from './dom.js';

const FENCE = /^```[^`\n]*\n([^]*?)\n```[ \t]*$/m;
const SPAN = /`([^`\n]+)`|\[([^\]\n]{1,300})\]\((https?:\/\/[^\s)]+)\)/g;

/** The nodes of a comment. */
export function prose(text) {
  return (text ?? '').split(FENCE).flatMap((part, i) => (i % 2 === 1 ? [code(part)] : blocks(part)));
}

function blocks(text) {
  return text
    .split(/\n[ \t]*\n/)
    .filter((block) => block.trim() !== '')
    .map(blockOf);
}

function code(text) {
  return el('pre.code', {tabindex: '0'}, text);
}

function blockOf(block) {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  if (lines.every((line) => /^( {4}|\t)/.test(line))) {
    return code(lines.map((line) => line.replace(/^( {4}|\t)/, '')).join('\n'));
  }
  if (/^\s*[-*] /.test(lines[0])) {
    return el('ul', {}, items(lines).map((item) => el('li', {}, spans(item))));
  }
  return el('p', {}, spans(lines.map((line) => line.trim()).join(' ')));
}

/** Lines that begin no item belong to the one before. */
function items(lines) {
  const all = [];
  for (const line of lines) {
    if (/^\s*[-*] /.test(line)) {
      all.push(line.replace(/^\s*[-*] /, '').trim());
    } else {
      all[all.length - 1] += ` ${line.trim()}`;
    }
  }
  return all;
}

/** The nodes of one line. */
export function spans(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    nodes.push(plain(text.slice(end, match.index)));
    nodes.push(
      match[1] !== undefined
        ? el('code', {}, match[1])
        : el('a', {href: match[3], rel: 'noopener noreferrer', target: '_blank'}, match[2]),
    );
    end = match.index + match[0].length;
  }
  nodes.push(plain(text.slice(end)));
  return nodes;
}

/** Markdown has these for a "<" that begins no HTML and a "]" that ends no link. Here neither does. */
function plain(text) {
  return text.replaceAll('&lt;', '<').replaceAll('\\]', ']');
}
