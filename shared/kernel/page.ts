/** One page of a list. `next` is the place after which the following page starts, `undefined` at the end of the list. */
export type Page<Item, Place> = Readonly<{ items: readonly Item[]; next: Place | undefined }>;
