// The OpenAPI document, read as services with RPCs, each of which has one route or several.

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

/**
 * @typedef {Object} Route
 * @property {string} method in upper case
 * @property {string} path with {parameters}
 * @property {Object} operation as the document has it
 * @property {Rpc} rpc whose route it is
 * @property {number} number among its RPC's routes, from 1
 * @property {string} text what a filter looks at, in lower case
 */

/**
 * @typedef {Object} Rpc
 * @property {string} id package.Service/Method
 * @property {string} name Method
 * @property {string} service package.Service
 * @property {'client'|'server'|'bidi'|null} streaming
 * @property {Route[]} routes
 */

/** An API. Nothing in it changes. */
export class Api {
  constructor(document) {
    this.info = document.info ?? {};
    this.types = document.components?.schemas ?? {};
    this.responses = document.components?.responses ?? {};
    this.services = (document.tags ?? []).map((tag) => ({name: tag.name, comment: tag.description ?? '', rpcs: []}));
    this.rpcs = new Map();
    this.routes = [];
    this.byService = new Map(this.services.map((service) => [service.name, service]));
    for (const [path, item] of Object.entries(document.paths ?? {})) {
      for (const method of METHODS) {
        this.add(method.toUpperCase(), path, item[method]);
      }
      for (const [method, operation] of Object.entries(item['x-bluehub-methods'] ?? {})) {
        this.add(method, path, operation);
      }
    }
    // By service, as people look for them.
    this.routes = this.services.flatMap((service) => service.rpcs.flatMap((rpc) => rpc.routes));
  }

  add(method, path, operation) {
    if (operation === undefined) {
      return;
    }
    const rpc = this.rpcOf(operation);
    const route = {method, path, operation, rpc, number: rpc.routes.length + 1, text: ''};
    route.text = `${rpc.id} ${method} ${path} ${operation.summary ?? ''}`.toLowerCase();
    rpc.routes.push(route);
  }

  rpcOf(operation) {
    const id = operation['x-grpc-method'] ?? operation.operationId;
    let rpc = this.rpcs.get(id);
    if (rpc === undefined) {
      const slash = id.indexOf('/');
      const service = operation.tags?.[0] ?? id.slice(0, Math.max(slash, 0));
      rpc = {id, name: id.slice(slash + 1), service, streaming: operation['x-grpc-streaming'] ?? null, routes: []};
      this.rpcs.set(id, rpc);
      this.serviceOf(service).rpcs.push(rpc);
    }
    return rpc;
  }

  serviceOf(name) {
    let service = this.byService.get(name);
    if (service === undefined) {
      service = {name, comment: '', rpcs: []};
      this.byService.set(name, service);
      this.services.push(service);
    }
    return service;
  }

  /** The routes that have all words of a filter. */
  find(filter) {
    const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
    return this.routes.filter((route) => words.every((word) => route.text.includes(word)));
  }

  /** What a schema refers to, with what is said beside the reference. */
  resolve(schema) {
    let found = schema ?? {};
    for (let hops = 0; found.$ref !== undefined && hops < 20; hops += 1) {
      const {$ref, ...beside} = found;
      found = {...(this.types[typeName($ref)] ?? {}), ...beside};
    }
    return found;
  }

  /** The answer of an operation without error. */
  success(operation) {
    const status = Object.keys(operation.responses ?? {}).find((code) => code.startsWith('2'));
    return status === undefined ? null : {status, ...operation.responses[status]};
  }
}

/** The name of the type that a reference names; null for none. */
export function typeName(ref) {
  const start = '#/components/schemas/';
  return ref?.startsWith(start) ? decodeURIComponent(ref.slice(start.length)).replaceAll('~1', '/').replaceAll('~0', '~') : null;
}

/** The schema of one message of a body, whether it is one or a stream. */
export function messageSchema(content, streams) {
  const schema = content?.['application/json']?.schema;
  return streams && schema?.type === 'array' ? schema.items : schema;
}

/** Whether a body is bytes of any type. */
export function isRaw(content) {
  return content !== undefined && content['*/*'] !== undefined;
}

/** package.Service as Service, with the package apart. */
export function shortName(name) {
  const dot = name.lastIndexOf('.');
  return {name: name.slice(dot + 1), package: name.slice(0, Math.max(dot, 0))};
}
