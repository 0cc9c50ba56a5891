import type { components } from '../../../packages/client/src/api-types.ts';

type Schemas = components['schemas'];
export type OurBinding = Schemas['Binding'];
export type OurCall = Schemas['Call'];
export type OurMessage = Schemas['Message'];
