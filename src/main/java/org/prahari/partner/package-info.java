/**
 * What partner portals live on: the changes since they last asked, and many rows at once, in and out. It writes to tables of
 * its own alone; how others' are read and written, the application hands in.
 */
package org.prahari.partner;
