// JSON laid out for reading. The text is not parsed into numbers, which could change them.
import {el} from './dom.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
const MAX_COLOURED = 100_000;
const MAX_SHOWN = 2_000_000;

/** The text with a line for each member; the same text when it is no JSON. */
export function pretty(text) {
  const tokens = tokensOf(text);
  return tokens === null ? text : layout(tokens).join('');
}

/** The nodes of a JSON text, laid out and with colours. */
export function jsonNodes(text) {
  const shown = text.length > MAX_SHOWN ? text.slice(0, MAX_SHOWN) : text;
  const tokens = shown.length === text.length ? tokensOf(text) : null;
  if (tokens === null) {
    return [shown, shown.length < text.length ? `\n… ${(text.length - shown.length).toLocaleString('en')} more characters` : ''];
  }
  const parts = layout(tokens);
  return text.length > MAX_COLOURED ? [parts.join('')] : parts.map(coloured(parts));
}

function tokensOf(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  return text.match(TOKEN);
}

/** Tokens, with the white space between them as parts of their own. */
function layout(tokens) {
  const parts = [];
  let depth = 0;
  const line = () => parts.push(`\n${'  '.repeat(depth)}`);
  tokens.forEach((token, i) => {
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    if (closes) {
      depth -= 1;
      if (!'{['.includes(tokens[i - 1])) {
        line();
      }
    }
    parts.push(token);
    if (opens) {
      depth += 1;
      if (!'}]'.includes(tokens[i + 1])) {
        line();
      }
    } else if (token === ',') {
      line();
    } else if (token === ':') {
      parts.push(' ');
    }
  });
  return parts;
}

function coloured(parts) {
  return (part, i) => {
    if (part.startsWith('"')) {
      return el(parts[i + 1] === ':' ? 'span.key' : 'span.text', {}, part);
    }
    return /^[-0-9tfn]/.test(part) ? el('span.value', {}, part) : part;
  };
}
