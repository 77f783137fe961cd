// The list of routes beside every view, and its filter.
import {el, portions} from './dom.js';
import {badge, routePlace, serviceName} from './parts.js';

/** The list; it is drawn anew for each API and filter, a portion at a time. */
export class Side {
  api = null;
  current = null;
  list = null;
  items = [];

  constructor() {
    this.scroller = document.getElementById('routes');
    this.field = document.getElementById('filter');
    this.found = document.getElementById('found');
    this.field.addEventListener('input', () => this.draw());
    this.field.addEventListener('keydown', (event) => this.key(event));
    this.scroller.addEventListener('keydown', (event) => this.arrow(event));
  }

  show(api) {
    this.api = api;
    this.draw();
  }

  /** Marks the route that the view shows. */
  mark(hash) {
    this.current = hash;
    const index = this.items.findIndex((item) => item.route !== undefined && routePlace(item.route) === hash);
    if (index >= 0) {
      this.list.until(index);
    }
    for (const link of this.scroller.querySelectorAll('a')) {
      if (link.getAttribute('href') === hash) {
        link.setAttribute('aria-current', 'page');
        link.scrollIntoView({block: 'nearest'});
      } else {
        link.removeAttribute('aria-current');
      }
    }
  }

  draw() {
    const filter = this.field.value.trim();
    const routes = this.api.find(filter);
    this.items = [];
    let service = null;
    for (const route of routes) {
      if (route.rpc.service !== service) {
        service = route.rpc.service;
        this.items.push({service});
      }
      this.items.push({route});
    }
    this.list = portions(this.scroller, this.items, (item) => this.item(item), this.scroller);
    if (routes.length === 0) {
      this.scroller.append(el('p.none', {}, filter === '' ? 'No routes.' : `No route has “${filter}”.`));
    }
    this.found.textContent = filter === '' ? '' : `${routes.length} of ${this.api.routes.length} routes`;
  }

  item({service, route}) {
    if (service !== undefined) {
      return el('h2', {title: service}, serviceName(service));
    }
    const hash = routePlace(route);
    return el(
      'a',
      {href: hash, 'aria-current': hash === this.current ? 'page' : false, title: `${route.method} ${route.path}`},
      badge(route.method),
      el(route.operation.deprecated ? 'span.name.gone' : 'span.name', {}, route.rpc.name),
      route.rpc.streaming === null ? null : el('span.waves', {title: `${route.rpc.streaming} stream`}, '≈'),
      el('span.path', {}, route.path),
    );
  }

  key(event) {
    if (event.key === 'Escape') {
      this.field.value = '';
      this.draw();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      const first = this.scroller.querySelector('a');
      if (first !== null) {
        event.preventDefault();
        if (event.key === 'Enter') {
          first.click();
        } else {
          first.focus();
        }
      }
    }
  }

  /** Up and down from route to route. */
  arrow(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
      return;
    }
    const links = [...this.scroller.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (at >= 0) {
      event.preventDefault();
      const next = event.key === 'ArrowDown' ? links[at + 1] : (links[at - 1] ?? this.field);
      next?.focus();
    }
  }
}
