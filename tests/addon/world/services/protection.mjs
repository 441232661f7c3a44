/** Protection and Filter. */

import { enumeration, Fake } from '../strict.mjs';

export const PROTECTION_TYPES = enumeration('ProtectionType', ['RANGE', 'SHEET']);

export class Protection extends Fake {
  #execution;
  #area;
  #range;
  constructor(execution, area, range) {
    super();
    this.#execution = execution;
    this.#area = area;
    this.#range = range;
  }
  canEdit() {
    return this.#area.warningOnly || this.#area.editors.includes(this.#execution.world.person);
  }
  getRange() {
    return this.#range({ ...this.#area });
  }
  isWarningOnly() {
    return this.#area.warningOnly;
  }
  getUnprotectedRanges() {
    return this.#area.free.map((area) => this.#range({ ...area }));
  }
  getDescription() {
    return this.#area.description;
  }
  getProtectionType() {
    return this.#area.ofSheet ? PROTECTION_TYPES.SHEET : PROTECTION_TYPES.RANGE;
  }
}

export class Filter extends Fake {
  #range;
  constructor(range) {
    super();
    this.#range = range;
  }
  getRange() {
    return this.#range();
  }
}
