/**
 * The ground under every DAO: how our types are written to columns, transactions that are tried again, the change log,
 * the snapshots that follow it. Knows no feature of ours and no HTTP.
 */
package org.prahari.store;
