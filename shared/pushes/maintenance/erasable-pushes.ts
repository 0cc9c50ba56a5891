/** Takes people out of the journal. Each method throws `AppError` `store-unavailable`. */
export interface ErasablePushes {
  /** Whether a part of the body was erased, or all of it. */
  isErased(id: string): Promise<boolean>;
  /**
   * Puts what `restOf` leaves in the place of the body; `undefined` leaves none, and the push is then not read any more. That it
   * came stays known, with its nonce, so a repeat is still known as one. `false`: somebody else erased a part meanwhile.
   */
  erase(id: string, restOf: (body: Uint8Array) => Uint8Array | undefined, now: Date): Promise<boolean>;
}
