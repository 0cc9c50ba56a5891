import * as v from 'valibot';

// Texts whose form the platform sets, in our configuration as in our API.

/** The name of an uploaded voice file (`privatenumber_02_0002`: digits, letters and - _ . @). */
export const Tone = v.pipe(
  v.string(),
  v.regex(/^[\w.@-]{1,128}$/, 'must be the name of an uploaded voice file'),
);

/** A city's code with its 0. */
export const AreaCode = v.pipe(v.string(), v.regex(/^0\d{2,3}$/, 'must be an area code such as 0755'));
