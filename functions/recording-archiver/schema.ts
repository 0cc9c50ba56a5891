import * as v from 'valibot';

const NOT_A_SHARD = 'must be an integer of at least 0';
const Shard = v.pipe(v.number(NOT_A_SHARD), v.integer(NOT_A_SHARD), v.minValue(0, NOT_A_SHARD));

/** One shard, or all of them. Fields that a scheduler adds are let through. */
export const ArchiverEvent = v.nullish(v.looseObject({ shard: v.nullish(Shard) }));
