import * as fc from 'fast-check';

const seed = process.env['PROPERTY_SEED'];

// The same commit gets the same verdict in CI; by hand and at night every run draws a new seed.
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
