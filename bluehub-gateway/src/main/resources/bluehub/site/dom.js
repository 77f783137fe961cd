// Elements. Whatever comes from a schema or an answer gets into the page through here, as text and never as markup.

/**
 * Makes an element.
 *
 * @param {string} name the element's name, with classes behind dots: 'p.note'
 * @param {Object} [props] attributes; functions are listeners ({click: f}), true and false are there and not there
 * @param {...(Node|string|Array|null|undefined)} children texts become text nodes, lists are laid flat
 */
export function el(name, props, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) {
    element.className = classes.join(' ');
  }
  for (const [key, value] of Object.entries(props ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(key, value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== null && child !== undefined && child !== '') {
      element.append(child);
    }
  }
}

let ids = 0;

/** An id that no other element has. */
export function newId() {
  ids += 1;
  return `e${ids}`;
}

/**
 * Puts many children into a place, a portion at a time: the next when the end of those before comes into sight.
 *
 * @param {Element} place what they are put into
 * @param {Array} items what they are made of
 * @param {function(*): Node} make makes one
 * @param {Element|null} scroller what is scrolled; null for the page
 * @param {number} [size] of a portion
 * @returns {{until: function(number): void}} makes all up to that index
 */
export function portions(place, items, make, scroller, size = 60) {
  let next = 0;
  const end = el('div.end', {'aria-hidden': 'true'});
  const more = () => {
    const until = Math.min(next + size, items.length);
    const portion = document.createDocumentFragment();
    for (; next < until; next += 1) {
      portion.append(make(items[next], next));
    }
    end.before(portion);
    if (next === items.length) {
      observer.disconnect();
      end.remove();
    } else {
      // An end that is still in sight is told again only when it is observed anew.
      observer.unobserve(end);
      observer.observe(end);
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (!place.isConnected) {
        observer.disconnect();
      } else if (entries.some((entry) => entry.isIntersecting)) {
        more();
      }
    },
    {root: scroller, rootMargin: '600px'},
  );
  place.replaceChildren(end);
  more();
  return {
    until(index) {
      while (next <= index && next < items.length) {
        more();
      }
    },
  };
}

/** A button that copies what it is asked for at that moment, and says so. */
export function copyButton(text, what) {
  const button = el('button.quiet.copy', {type: 'button', 'aria-label': `Copy ${what}`}, 'Copy');
  button.addEventListener('click', async () => {
    button.textContent = (await copied(text())) ? 'Copied' : 'Not copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  });
  return button;
}

/** The clipboard is there only on HTTPS and localhost; elsewhere a selection is what the browser copies. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el('textarea.hidden', {readonly: true, 'aria-hidden': 'true', tabindex: '-1'});
    const before = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    return done;
  }
}

/** A link to a place of this page. */
export function link(hash, ...children) {
  return el('a', {href: hash}, ...children);
}

/** The hash of a place: each part is escaped, so that a slash in a name stays one. */
export function place(...parts) {
  return `#/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
}
