/** Public names of this package; the README has an example of each. */
export { ApiError, hasProblemCode, NoAnswerError, type Problem, type ProblemCode } from './api-error.ts';
export type { components, operations, paths } from './api-types.ts';
export type { Answer, Call, CallInit, Method, PathsOf, SheetPath } from './call.ts';
export { type Client, type ClientOptions, createClient } from './client.ts';
export {
  createHandleOnce,
  type DeliveryHeaders,
  type HandleOnce,
  type SharedHeader,
  verifyDelivery,
} from './deliveries.ts';
export { type BusinessEvent, EventError, type EventKind, isEvent, parseEvent } from './events.ts';
export type { ItemOf, ListPath, ListQuery, PageOf } from './pages.ts';
export { type Recording, RecordingError, type RecordingOptions } from './recording.ts';
