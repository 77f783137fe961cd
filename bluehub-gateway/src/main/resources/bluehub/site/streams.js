// Streams of messages, taken apart as their text comes in. Each of these takes texts by push(text) and ends by end();
// both give what has become whole: {text} for a message, {text, error: true} for the record that ends a failed stream.

/** application/x-ndjson: a message a line. */
export class Lines {
  rest = '';

  push(text) {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop();
    return lines.filter((line) => line.trim() !== '').map(record);
  }

  end() {
    const last = this.rest;
    this.rest = '';
    return last.trim() === '' ? [] : [record(last)];
  }
}

/** text/event-stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export class Events {
  rest = '';
  data = [];
  type = '';

  push(text) {
    const found = [];
    // A carriage return at the end may be half of a line's end.
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop();
    for (const line of lines) {
      if (line !== '') {
        this.field(line);
      } else if (this.data.length > 0) {
        found.push({text: this.data.join('\n'), ...(this.type === 'error' ? {error: true} : {})});
        this.data = [];
        this.type = '';
      }
    }
    return found;
  }

  field(line) {
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (name === 'data') {
      this.data.push(value);
    } else if (name === 'event') {
      this.type = value;
    }
  }

  /** An event that is not whole is none. */
  end() {
    return [];
  }
}

/** application/json: the elements of one array. */
export class Elements {
  element = '';
  depth = 0;
  inText = false;
  escape = false;

  push(text) {
    const found = [];
    let start = this.depth > 0 ? 0 : -1;
    for (let i = 0; i < text.length; i += 1) {
      const char = text[i];
      if (this.inText) {
        if (this.escape) {
          this.escape = false;
        } else if (char === '\\') {
          this.escape = true;
        } else if (char === '"') {
          this.inText = false;
        }
      } else if (char === '"') {
        this.inText = true;
      } else if (char === '[' || char === '{') {
        this.depth += 1;
        if (this.depth === 1) {
          start = i + 1;
        }
      } else if (char === ']' || char === '}' || (char === ',' && this.depth === 1)) {
        if (this.depth === 1) {
          this.take(text.slice(start, i), found);
          start = i + 1;
        }
        if (char !== ',') {
          this.depth -= 1;
          if (this.depth === 1) {
            // An object is whole at its end; its comma comes with the next one.
            this.take(text.slice(start, i + 1), found);
            start = i + 1;
          }
        }
      }
    }
    if (this.depth > 0 && start >= 0) {
      this.element += text.slice(start);
    }
    return found;
  }

  take(text, found) {
    const whole = (this.element + text).trim();
    this.element = '';
    if (whole !== '') {
      found.push(record(whole));
    }
  }

  /** An array that was cut off has a rest. */
  end() {
    const found = [];
    this.take('', found);
    return found;
  }
}

/** {"error": ...} alone cannot be told from a message of that one field, so only the last may be one. */
function record(text) {
  return /^\s*\{\s*"error"\s*:\s*\{\s*"code"/.test(text) ? {text, error: true} : {text};
}

/** What takes a stream of that content type apart; null for one that is none. */
export function splitter(contentType, streams) {
  const type = contentType.split(';')[0].trim().toLowerCase();
  switch (type) {
    case 'application/x-ndjson':
      return new Lines();
    case 'text/event-stream':
      return new Events();
    case 'application/json':
      return streams ? new Elements() : null;
    default:
      return null;
  }
}
