/** People of fiction. */
export const A = '+8613800000001';
export const B = '+8613900000002';
export const STRANGER = '+8613900000099';
