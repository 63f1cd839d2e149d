// Spoils good files in one place each: node --test
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { faultsOf } from "./check.mjs";

const read = (name) => readFileSync(new URL(`../../.github/${name}`, import.meta.url), "utf8");

const spoiled = [
  ["workflows/ci.yml", "runs-on: ubuntu-latest", "runs-on: ubuntu-newest", /label "ubuntu-newest" is unknown/],
  ["workflows/ci.yml", "matrix.java }}", "matrix.jva }}", /property "jva" is not defined/],
  ["workflows/ci.yml", "timeout-minutes:", "timeout:", /unexpected key "timeout"/],
  ["workflows/ci.yml", "timeout-minutes: 10\n", "\n", /needs "timeout-minutes"/],
  ["workflows/ci.yml", "contents: read", "contents: write", /"contents: read" and nothing else/],
  ["workflows/ci.yml", "contents: read", "contents: read\n  packages: write", /"contents: read" and nothing else/],
  ["workflows/ci.yml", /@[0-9a-f]{40}/, "@v7", /full hash of a commit/],
  ["workflows/ci.yml", "persist-credentials: false", "fetch-depth: 1", /persist-credentials: false/],
  ["workflows/ci.yml", "pull_request:", "pull_request_target:", /runs foreign code/],
  ["workflows/ci.yml", "run: mvn", "run: X=${{ secrets.X }} mvn", /needs a secret/],
  ["workflows/ci.yml", "jobs:\n", "jobs:\n\tx:\n", /[Tt]abs?/],
  ["workflows/ci.yml", "jobs:\n", "jobs: {}\njobs:\n", /unique/],
  ["workflows/nightly.yml", /cron: .*/, 'cron: "17 25 * * *"', /invalid CRON format/],
  ["dependabot.yml", "interval:", "every:", /schedule\.interval/],
  ["ISSUE_TEMPLATE/bug.yml", "type: textarea", "type: text", /not a field of a form/],
  ["ISSUE_TEMPLATE/bug.yml", "label:", "title:", /without a label/],
];

for (const [name, good, bad, expected] of spoiled) {
  test(`${name}: ${String(good).trim()} -> ${bad.trim()}`, () => {
    const text = read(name);
    const changed = text.replace(good, () => bad);
    assert.notEqual(changed, text, "the file has changed, so that nothing was spoiled");
    assert.deepEqual(faultsOf(name, text), []);
    assert.match(faultsOf(name, changed).join("\n"), expected);
  });
}
