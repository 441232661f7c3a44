/** Conditional format rules: gradients between values. */

import { enumeration, Fake, fakeOf } from '../strict.mjs';
import { Range } from './range.mjs';

export const INTERPOLATION_TYPES = enumeration('InterpolationType', ['NUMBER', 'PERCENT', 'PERCENTILE', 'MIN', 'MAX']);

const COLOR = /^#[0-9a-f]{6}$/i;

export class ConditionalFormatRuleBuilder extends Fake {
  #gradient = {};
  #ranges = [];

  #point(name, color, type, value) {
    if (!COLOR.test(color)) throw new Error(`Invalid color: ${color}`);
    if (!Object.values(INTERPOLATION_TYPES).includes(type) || typeof value !== 'string') {
      throw new Error(`The parameters don't match the method signature for SpreadsheetApp.ConditionalFormatRuleBuilder.setGradient${name}pointWithValue.`);
    }
    this.#gradient[name.toLowerCase()] = { color, type: String(type), value };
    return this;
  }
  setGradientMinpointWithValue(color, type, value) {
    return this.#point('Min', color, type, value);
  }
  setGradientMidpointWithValue(color, type, value) {
    return this.#point('Mid', color, type, value);
  }
  setGradientMaxpointWithValue(color, type, value) {
    return this.#point('Max', color, type, value);
  }
  setRanges(ranges) {
    this.#ranges = Array.from(ranges, (range) => {
      if (!(fakeOf(range) instanceof Range)) throw new Error("The parameters don't match the method signature for SpreadsheetApp.ConditionalFormatRuleBuilder.setRanges.");
      return fakeOf(range);
    });
    return this;
  }
  build() {
    if (!this.#gradient.min || !this.#gradient.max) throw new Error('Conditional format rule must have a boolean or gradient condition.');
    if (this.#ranges.length === 0) throw new Error('Conditional format rule must have at least one range.');
    return new ConditionalFormatRule({ gradient: { ...this.#gradient } }, [...this.#ranges]);
  }
}

export class ConditionalFormatRule extends Fake {
  #rule;
  #ranges;
  constructor(rule, ranges) {
    super();
    this.#rule = rule;
    this.#ranges = ranges;
  }
  getRanges() {
    return this.#ranges;
  }
  getGradientCondition() {
    return this.#rule.gradient ? new GradientCondition(this.#rule.gradient) : null;
  }
  getBooleanCondition() {
    return null;
  }
  /** For the sheet: what the rule says, and where. */
  static partsOf(rule) {
    return { rule: rule.#rule, areas: rule.#ranges.map(Range.areaOf) };
  }
}

export class GradientCondition extends Fake {
  #points;
  constructor(points) {
    super();
    this.#points = points;
  }
  getMinValue() {
    return this.#points.min.value;
  }
  getMidValue() {
    return this.#points.mid?.value ?? '';
  }
  getMaxValue() {
    return this.#points.max.value;
  }
}

/** The rules of a tab, each with the ranges it has now. */
export function rulesOf(execution, sheet, tab) {
  const places = new Map();
  for (const area of tab.areas) if (area.kind === 'rule') places.set(area.rule, [...(places.get(area.rule) ?? []), area]);
  return [...places].map(
    ([rule, areas]) => new ConditionalFormatRule(rule, areas.map((area) => new Range(execution, sheet, tab, { ...area }))),
  );
}

/** Replace the rules of a tab. */
export function putRules(tab, rules) {
  tab.areas = tab.areas.filter(({ kind }) => kind !== 'rule');
  for (const { rule, areas } of rules.map(ConditionalFormatRule.partsOf)) {
    for (const area of areas) tab.areas.push({ ...area, kind: 'rule', rule });
  }
}
