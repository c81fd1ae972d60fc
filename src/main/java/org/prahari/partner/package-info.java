/**
 * What partner portals live on: the changes since they last asked, webhooks that tell them, and many rows at once, in and out.
 * It reads the change log and the tables of others and writes to its own alone; how others' are written, the application hands
 * in.
 */
package org.prahari.partner;
