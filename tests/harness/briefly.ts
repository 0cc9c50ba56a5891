import { setTimeout as inRealTime } from 'node:timers/promises';
import type { Sleep } from '../../shared/kernel/clock.ts';

/**
 * Waits for a twentieth of the time. For a stack whose clock stands still and of which one request is asked after the other: there the
 * pauses between attempts at a platform that does not answer change nothing but how long the test takes.
 */
export const briefly: Sleep = (milliseconds) => inRealTime(milliseconds / 20);
