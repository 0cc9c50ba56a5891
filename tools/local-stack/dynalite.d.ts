declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** In memory unless `path` is given; creation and deletion of tables take 0 ms here. */
  export default function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
