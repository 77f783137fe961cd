// Checks what the linters do not: that swagger-parser takes each document, that YAML and JSON say the same,
// and that each JSON Schema compiles with all its references.
//   node check.mjs FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

const folder = process.argv[2];
let failures = 0;

async function check(what, action) {
  try {
    await action();
  } catch (error) {
    failures++;
    console.error(`${what}: ${error.message}`);
  }
}

function same(one, other, path) {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) {
    if (one !== other) throw new Error(`${path}: JSON has ${one}, YAML has ${other}`);
    return;
  }
  const keys = Object.keys(one);
  if (keys.join("\n") !== Object.keys(other).join("\n")) throw new Error(`${path}: other members in YAML`);
  for (const key of keys) same(one[key], other[key], `${path}/${key}`);
}

let documents = 0;
let schemas = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  const name = file.slice(0, -".json".length);
  const json = () => JSON.parse(readFileSync(join(folder, file), "utf8"));
  documents++;
  await check(`${file} in swagger-parser`, () => SwaggerParser.validate(json()));
  await check(`${name}.yaml`, () => same(json(), parse(readFileSync(join(folder, `${name}.yaml`), "utf8")), ""));
  for (const schema of readdirSync(join(folder, name))) {
    schemas++;
    await check(`${name}/${schema}`, () =>
      new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(join(folder, name, schema), "utf8"))),
    );
  }
}
if (documents === 0) {
  console.error(`found no document in ${folder}`);
  failures++;
}
console.log(`swagger-parser, yaml, ajv: ${documents} documents, ${schemas} schemas, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
