import * as v from 'valibot';
import type { Sealer } from './sealer.ts';

/**
 * The value that was sealed as JSON, read by its schema.
 *
 * @throws {SealFault} when it does not open ({@link Sealer.open}).
 * @throws {SyntaxError | v.ValiError} when it is not JSON, or the schema does not take it.
 */
export const openSealed = <Output>(
  sealer: Sealer,
  schema: v.GenericSchema<unknown, Output>,
  sealed: string,
  context: string,
): Output => v.parse(schema, JSON.parse(sealer.open(sealed, context).toString('utf8')));
