/** HtmlService: templates with scriptlets, evaluated in the execution's own scope. */

import vm from 'node:vm';
import { enumeration, Fake } from '../strict.mjs';
import { htmlFile } from '../scripts.mjs';

const XFRAME = enumeration('XFrameOptionsMode', ['DEFAULT', 'ALLOWALL']);
const SANDBOX = enumeration('SandboxMode', ['EMULATED', 'IFRAME', 'NATIVE']);

export class HtmlService extends Fake {
  static constants = { XFrameOptionsMode: XFRAME, SandboxMode: SANDBOX };
  static counts = { createHtmlOutput: [0, 1] };
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  createHtmlOutput(html = '') {
    return new HtmlOutput(html);
  }
  createHtmlOutputFromFile(name) {
    return new HtmlOutput(htmlFile(name, this.#execution.world.folder));
  }
  createTemplateFromFile(name) {
    return new HtmlTemplate(this.#execution, htmlFile(name, this.#execution.world.folder), name);
  }
  createTemplate(html) {
    return new HtmlTemplate(this.#execution, html, 'template');
  }
}

export class HtmlTemplate extends Fake {
  static open = true;
  properties = {};
  #execution;
  #text;
  #name;
  constructor(execution, text, name) {
    super();
    this.#execution = execution;
    this.#text = text;
    this.#name = name;
  }
  getRawContent() {
    return this.#text;
  }
  /** The page: `<?= ?>` escaped, `<?!= ?>` as it is, `<? ?>` run; the template's properties are its variables. */
  evaluate() {
    const names = Object.keys(this.properties);
    const source = `((out, escaped, ${names.join(', ')}) => {${codeOf(this.#text)}\n})`;
    const parts = [];
    const page = new vm.Script(source, { filename: `${this.#name}.html` }).runInContext(this.#execution.context);
    page((text) => parts.push(text), escaped, ...names.map((name) => this.properties[name]));
    return new HtmlOutput(parts.join(''));
  }
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const escaped = (value) => String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

function codeOf(template) {
  const parts = template.split(/(<\?!?=?[\s\S]*?\?>)/);
  return parts
    .map((part) => {
      if (!part.startsWith('<?')) return part && `out(${JSON.stringify(part)});`;
      const inner = part.slice(2, -2);
      if (inner.startsWith('!=')) return `out(String(${inner.slice(2).trim().replace(/;$/, '')}));`;
      if (inner.startsWith('=')) return `out(escaped(${inner.slice(1).trim().replace(/;$/, '')}));`;
      return `${inner}\n`;
    })
    .join('\n');
}

export class HtmlOutput extends Fake {
  #content;
  #title = '';
  #width = null;
  #height = null;
  constructor(content) {
    super();
    this.#content = content;
  }
  getContent() {
    return this.#content;
  }
  setContent(content) {
    this.#content = content;
    return this;
  }
  append(content) {
    this.#content += content;
    return this;
  }
  getTitle() {
    return this.#title;
  }
  setTitle(title) {
    this.#title = title;
    return this;
  }
  setWidth(width) {
    this.#width = width;
    return this;
  }
  getWidth() {
    return this.#width;
  }
  setHeight(height) {
    this.#height = height;
    return this;
  }
  getHeight() {
    return this.#height;
  }
  addMetaTag(_name, _content) {
    return this;
  }
  setXFrameOptionsMode(mode) {
    if (!Object.values(XFRAME).includes(mode)) throw new Error("The parameters don't match the method signature for HtmlOutput.setXFrameOptionsMode.");
    return this;
  }
  setSandboxMode(_mode) {
    return this;
  }
}
