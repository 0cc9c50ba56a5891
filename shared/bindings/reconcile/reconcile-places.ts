/** An app that the nightly comparison is not through with. `from`: `next` of its last report; absent: not begun. */
export type ReconcilePlace = Readonly<{ app: string; from?: string | undefined }>;

/** How far the nightly comparison is, in the order of waiting. @throws {AppError} `store-unavailable` from each function. */
export interface ReconcilePlaces {
  read(): Promise<readonly ReconcilePlace[]>;
  /** In place of all that were kept. */
  write(places: readonly ReconcilePlace[]): Promise<void>;
}
