// Checks a release in the browser: a folder or a bundle, chosen by hand. Nothing is sent; the page needs no network.
// It does what `witnessmark verify` does (docs/explanation/verifiable-redaction.md, docs/how-to/verify.md), in words of
// its own, so that one mistake is not made twice.
(function () {
  "use strict";
  const form = document.getElementById("check");
  if (!form) return;
  const words = JSON.parse(form.dataset.words);
  const status = document.getElementById("check-status");
  const result = document.getElementById("check-result");
  const MANIFEST = "manifest.json", SIGNATURE = "manifest.sig", SUMS = "SHA256SUMS", KEY = "publisher.pem";
  const SUMS_SIGNATURE = "SHA256SUMS.sig", FORMAT = "witnessmark-manifest/2", UNSIGNED_LIST = "witnessmark-manifest/1";
  const OUTSIDE = new Set([MANIFEST, SIGNATURE, SUMS, SUMS_SIGNATURE]);
  const PASSAGES = "data/passages/";
  const RECORDS = ["data/reading-records.jsonl", "reading-records.jsonl"];
  const LARGEST = 1 << 30;
  const SHOWN = 200;

  class Wrong extends Error {}

  const say = (key, values) =>
    Object.entries(values || {}).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), words[key]);

  // --- bytes ------------------------------------------------------------------------------------
  const utf8 = new TextEncoder();
  const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const same = (one, other) => one.length === other.length && one.every((byte, index) => byte === other[index]);

  const unhex = (value, length) => {
    if (typeof value !== "string" || !/^[0-9a-f]*$/.test(value) || value.length !== 2 * length) throw new Wrong("no digest");
    return Uint8Array.from({ length }, (_, index) => parseInt(value.slice(2 * index, 2 * index + 2), 16));
  };

  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  };

  // --- Merkle trees, RFC 6962 -------------------------------------------------------------------
  const leafOf = (data) => sha256(joined([0], data));
  const nodeOf = (left, right) => sha256(joined([1], left, right));
  const halfOf = (count) => { let half = 1; while (half * 2 < count) half *= 2; return half; };

  const treeOf = async (leaves) => {
    if (leaves.length === 0) return sha256(new Uint8Array());
    if (leaves.length === 1) return leaves[0];
    const half = halfOf(leaves.length);
    return nodeOf(await treeOf(leaves.slice(0, half)), await treeOf(leaves.slice(half)));
  };

  const rootBy = async (leaf, index, count, beside) => {
    if (!Number.isInteger(index) || index < 0 || index >= count) return null;
    if (count === 1) return beside.length ? null : leaf;
    if (!beside.length) return null;
    const half = halfOf(count), last = beside[beside.length - 1], rest = beside.slice(0, -1);
    if (index < half) {
      const inner = await rootBy(leaf, index, half, rest);
      return inner && nodeOf(inner, last);
    }
    const inner = await rootBy(leaf, index - half, count - half, rest);
    return inner && nodeOf(last, inner);
  };

  const passageLeaf = (passage) => leafOf(joined(unhex(passage.salt, 32), utf8.encode(passage.text)));

  // --- where the files are ----------------------------------------------------------------------
  const fromFolder = (list) => {
    const files = new Map();
    for (const file of list) files.set(file.webkitRelativePath.split("/").slice(1).join("/"), file);
    return { files, problems: [] };
  };

  // A bundle: header and bytes of each file one after another, not compressed, then the directory and its end.
  const fromBundle = async (bundle) => {
    const files = new Map(), problems = [];
    const bad = { files, problems: [[bundle.name, "unreadable"]] };
    if (bundle.size < 22) return bad;
    const end = new DataView(await bundle.slice(bundle.size - 22).arrayBuffer());
    if (end.getUint32(0, true) !== 0x06054b50 || end.getUint16(20, true) !== 0) return bad;
    const count = end.getUint16(10, true), size = end.getUint32(12, true), start = end.getUint32(16, true);
    if (start + size + 22 !== bundle.size) return { files, problems: [[bundle.name, "hidden-bytes"]] };
    const raw = new Uint8Array(await bundle.slice(start, start + size).arrayBuffer());
    const view = new DataView(raw.buffer);
    let at = 0, reached = 0;
    for (let number = 0; number < count; number += 1) {
      if (at + 46 > size || view.getUint32(at, true) !== 0x02014b50) return bad;
      const named = view.getUint16(at + 28, true), extra = view.getUint16(at + 30, true);
      const noted = view.getUint16(at + 32, true), method = view.getUint16(at + 10, true);
      const packed = view.getUint32(at + 20, true), plain = view.getUint32(at + 24, true);
      const offset = view.getUint32(at + 42, true), bits = view.getUint16(at + 8, true);
      let name;
      try { name = text(raw.subarray(at + 46, at + 46 + named)); } catch { return bad; }
      const head = new Uint8Array(await bundle.slice(offset, offset + 30 + named).arrayBuffer());
      const fields = raw.subarray(at + 6, at + 32);
      const fits = head.length === 30 + named && same(head.subarray(0, 4), [80, 75, 3, 4]) &&
        same(head.subarray(4, 30), fields) && same(head.subarray(30), raw.subarray(at + 46, at + 46 + named));
      if (offset !== reached || !fits) problems.push([bundle.name, "hidden-bytes"]);
      if (method !== 0 || packed !== plain || extra || noted || (bits & ~0x800)) problems.push([name, "not-plain"]);
      else if (!name || name.startsWith("/") || name.split("/").includes("..") || /[\\\u0000-\u001f]/.test(name)) problems.push([name, "unsafe-path"]);
      else if (files.has(name)) problems.push([name, "twice"]);
      else files.set(name, bundle.slice(offset + 30 + named, offset + 30 + named + plain));
      reached = offset + 30 + named + plain;
      at += 46 + named + extra + noted;
    }
    if (at !== size || reached !== start) problems.push([bundle.name, "hidden-bytes"]);
    return { files, problems };
  };

  const bytesOf = async (file) => {
    if (file.size > LARGEST) throw new Wrong("too-large");
    return new Uint8Array(await file.arrayBuffer());
  };

  // --- the check --------------------------------------------------------------------------------
  const signedBy = async (key, signature, data) => {
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      return error.name === "NotSupportedError" ? null : false;
    }
    return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, data);
  };

  const pemOf = (key) => {
    const der = joined(unhex("302a300506032b6570032100", 12), key);
    return `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...der))}\n-----END PUBLIC KEY-----\n`;
  };

  const inOrder = (paths) => {
    const points = (path) => Array.from(path, (sign) => sign.codePointAt(0));
    const before = (one, other) => {
      const [left, right] = [points(one), points(other)];
      for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
        if (left[index] !== right[index]) return left[index] < right[index];
      }
      return left.length < right.length;
    };
    return paths.every((path, index) => index === 0 || before(paths[index - 1], path));
  };

  const readManifest = async (files) => {
    if (!files.has(MANIFEST)) throw new Wrong("missing");
    const data = await bytesOf(files.get(MANIFEST));
    const manifest = JSON.parse(text(data));
    const key = unhex(manifest.publisher.public_key, 32);
    for (const { path, size, sha256: digest } of manifest.files) {
      unhex(digest, 32);
      const parts = typeof path === "string" ? path.split("/") : [".."];
      if (!Number.isInteger(size) || parts.includes("..") || !parts[0] || OUTSIDE.has(path)) throw new Wrong("unreadable");
    }
    return { data, manifest, key };
  };

  const readPassages = async (data) => {
    const found = JSON.parse(text(data));
    if (found.format !== "witnessmark-passages/1" || !Array.isArray(found.passages)) throw new Wrong("unreadable");
    const leaves = [];
    let released = "";
    for (const passage of found.passages) {
      const fields = Object.keys(passage).sort().join(" ");
      if (fields === "salt text" && typeof passage.text === "string") {
        leaves.push(await passageLeaf(passage));
        released += passage.text;
      } else if (fields === "digest instead kind" && ["withheld", "pseudonym"].includes(passage.kind) && typeof passage.instead === "string") {
        leaves.push(unhex(passage.digest, 32));
        released += passage.instead;
      } else throw new Wrong("unreadable");
    }
    return { ...found, count: leaves.length, computed: hex(await treeOf(leaves)), released };
  };

  const recordsOf = async (files) => {
    const found = new Map();
    for (const name of RECORDS) {
      if (!files.has(name)) continue;
      try {
        for (const line of text(await bytesOf(files.get(name))).split("\n").filter(Boolean)) {
          const record = JSON.parse(line);
          found.set(record.id, record.text);
        }
      } catch { /* the manifest says that the file changed */ }
    }
    return found;
  };

  const checkPassages = async (files, manifest, findings) => {
    const signed = new Map((manifest.documents || []).map((entry) => [entry.document, entry]));
    const records = await recordsOf(files), seen = new Set();
    for (const name of Array.from(files.keys()).filter((path) => path.startsWith(PASSAGES) && path.endsWith(".json"))) {
      let found;
      try { found = await readPassages(await bytesOf(files.get(name))); } catch { findings.push([name, "unreadable"]); continue; }
      seen.add(found.document);
      const entry = signed.get(found.document);
      if (name !== `${PASSAGES}${found.document}.json` || found.release !== manifest.release) findings.push([name, "wrong-document"]);
      if (!entry || entry.passages !== found.count || entry.root !== found.root || found.computed !== found.root) findings.push([name, "wrong-root"]);
      if (records.has(found.document) && records.get(found.document) !== found.released) findings.push([name, "wrong-text"]);
    }
    for (const document of signed.keys()) if (!seen.has(document)) findings.push([`${PASSAGES}${document}.json`, "missing"]);
    return signed.size;
  };

  const check = async ({ files, problems }) => {
    const findings = problems.slice();
    let read;
    try { read = await readManifest(files); } catch (error) {
      return { findings: [...findings, [MANIFEST, error instanceof Wrong && error.message === "missing" ? "missing" : "unreadable"]] };
    }
    const { data, manifest, key } = read;
    const fingerprint = hex(await sha256(key));
    const signature = files.has(SIGNATURE) ? await bytesOf(files.get(SIGNATURE)) : new Uint8Array();
    const signed = await signedBy(key, signature, data);
    if (signed === false) findings.push([SIGNATURE, "bad-signature"]);
    if (![FORMAT, UNSIGNED_LIST].includes(manifest.format)) findings.push([MANIFEST, "unknown-format"]);
    if (manifest.publisher.fingerprint !== fingerprint) findings.push([MANIFEST, "wrong-fingerprint"]);
    if (!inOrder(manifest.files.map((entry) => entry.path))) findings.push([MANIFEST, "not-in-order"]);
    const lines = manifest.files.map((entry) => utf8.encode(`${entry.sha256} ${entry.size} ${entry.path}`));
    const root = hex(await treeOf(await Promise.all(lines.map(leafOf))));
    if (root !== manifest.root) findings.push([MANIFEST, "wrong-root"]);
    const listed = new Set(manifest.files.map((entry) => entry.path));
    for (const name of files.keys()) if (!listed.has(name) && !OUTSIDE.has(name)) findings.push([name, "extra"]);
    let done = 0;
    for (const entry of manifest.files) {
      if (done % 50 === 0) status.textContent = say("working", { done, all: manifest.files.length });
      done += 1;
      const file = files.get(entry.path);
      if (!file) { findings.push([entry.path, "missing"]); continue; }
      if (file.size > LARGEST) { findings.push([entry.path, "too-large"]); continue; }
      const fits = file.size === entry.size && hex(await sha256(await bytesOf(file))) === entry.sha256;
      if (!fits) findings.push([entry.path, "changed"]);
    }
    const sums = manifest.files.map((entry) => `${entry.sha256}  ${entry.path}\n`).join("") + `${hex(await sha256(data))}  ${MANIFEST}\n`;
    if (manifest.format !== UNSIGNED_LIST || files.has(SUMS_SIGNATURE)) {
      const listSignature = files.has(SUMS_SIGNATURE) ? await bytesOf(files.get(SUMS_SIGNATURE)) : new Uint8Array();
      if (await signedBy(key, listSignature, utf8.encode(sums)) === false) findings.push([SUMS_SIGNATURE, "bad-signature"]);
    }
    if (!files.has(SUMS)) findings.push([SUMS, "missing"]);
    else if (!same(await bytesOf(files.get(SUMS)), utf8.encode(sums))) findings.push([SUMS, "changed"]);
    if (files.has(KEY) && !same(await bytesOf(files.get(KEY)), utf8.encode(pemOf(key)))) findings.push([KEY, "wrong-key"]);
    const documents = await checkPassages(files, manifest, findings);
    return { findings, manifest, fingerprint, root, signed, documents, files: manifest.files.length };
  };

  const checkDisclosure = async (data, manifest) => {
    const found = JSON.parse(text(data));
    const entry = (manifest.documents || []).find((one) => one.document === found.document);
    const fits = found.format === "witnessmark-disclosure/1" && found.release === manifest.release && entry &&
      entry.root === found.root && entry.passages === found.passages && found.disclosed.length > 0;
    if (!fits) throw new Wrong("another");
    const proofs = [];
    for (const each of found.disclosed) {
      const beside = each.path.map((digest) => unhex(digest, 32));
      const reached = await rootBy(await passageLeaf(each), each.number - 1, found.passages, beside);
      proofs.push({ number: each.number, words: each.text, proved: reached !== null && hex(reached) === found.root });
    }
    return { document: found.document, proofs };
  };

  // --- what is shown ----------------------------------------------------------------------------
  const add = (parent, tag, content, kind) => {
    const element = document.createElement(tag);
    if (content !== undefined) element.textContent = content;
    if (kind) element.className = kind;
    parent.append(element);
    return element;
  };

  const table = (findings) => {
    const made = add(result, "table", undefined, "check-findings");
    const head = add(add(made, "thead"), "tr");
    for (const key of ["file", "reason"]) add(head, "th", words[key]).scope = "col";
    const body = add(made, "tbody");
    for (const [file, reason] of findings.slice(0, SHOWN)) {
      const row = add(body, "tr");
      add(add(row, "td"), "code", file);
      add(row, "td", words[`why-${reason}`] || reason);
    }
    if (findings.length > SHOWN) add(result, "p", say("more", { count: findings.length - SHOWN }));
  };

  const facts = (report) => {
    const list = add(result, "dl", undefined, "key stacked");
    for (const [key, value] of [["key", report.fingerprint], ["root", report.root], ["time", report.manifest.time]]) {
      const pair = add(list, "div");
      add(pair, "dt", words[key]);
      add(add(pair, "dd"), "code", value, "hash");
    }
  };

  const compare = (report) => {
    const wanted = form.elements.fingerprint.value.toLowerCase().replace(/[^0-9a-f]/g, "");
    if (!wanted) return add(result, "p", words["not-compared"], "check-open");
    const fits = wanted === report.fingerprint || wanted === report.root;
    return add(result, "p", words[fits ? "same" : "another"], fits ? "check-good" : "check-bad");
  };

  const showDisclosure = async (report, file) => {
    if (report.findings.length || report.signed !== true) return add(result, "p", words["disclosure-unchecked"], "check-bad");
    let found;
    try { found = await checkDisclosure(await bytesOf(file), report.manifest); } catch {
      return add(result, "p", words["disclosure-broken"], "check-bad");
    }
    for (const proof of found.proofs) {
      const key = proof.proved ? "proved" : "not-proved";
      add(result, "p", say(key, { number: proof.number, document: found.document }), proof.proved ? "check-good" : "check-bad");
      if (proof.proved) add(result, "blockquote", proof.words);
    }
    return null;
  };

  const show = async (report, disclosure) => {
    const count = report.findings.length;
    const heading = count ? say("broken", { count }) : say("whole", { files: report.files, release: report.manifest.release });
    const title = add(result, "h3", heading, count ? "check-bad" : "check-good");
    title.tabIndex = -1;
    if (count) table(report.findings);
    if (report.manifest) {
      if (report.signed === null) add(result, "p", words["no-ed25519"], "check-bad");
      else add(result, "p", words[report.signed ? "signed" : "unsigned"], report.signed ? "check-good" : "check-bad");
      compare(report);
      if (!count && report.documents) add(result, "p", say("passages", { documents: report.documents }), "check-good");
      facts(report);
      if (disclosure) await showDisclosure(report, disclosure);
    }
    result.hidden = false;
    result.dataset.done = count ? "broken" : "whole";
    title.focus();
  };

  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    result.replaceChildren();
    result.hidden = true;
    delete result.dataset.done;
    const folder = form.elements.folder.files, bundle = form.elements.bundle.files[0];
    if (!folder.length && !bundle) { status.textContent = words.choose; return; }
    if (!window.crypto || !crypto.subtle) { status.textContent = words["no-subtle"]; return; }
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const report = await check(bundle ? await fromBundle(bundle) : fromFolder(folder));
      status.textContent = "";
      await show(report, form.elements.disclosure.files[0]);
    } catch (error) {
      await show({ findings: [[MANIFEST, "unreadable"]] });
      throw error;
    } finally {
      button.disabled = false;
    }
  });
  // Either a folder or a bundle: the choice of one takes the other back.
  form.elements.folder.addEventListener("change", () => { if (form.elements.folder.files.length) form.elements.bundle.value = ""; });
  form.elements.bundle.addEventListener("change", () => { if (form.elements.bundle.files.length) form.elements.folder.value = ""; });
})();
