/** RangeList: the ranges that are selected together. */

import { Fake } from '../strict.mjs';

export class RangeList extends Fake {
  #ranges;
  constructor(ranges) {
    super();
    this.#ranges = ranges;
  }
  getRanges() {
    return this.#ranges;
  }
}
