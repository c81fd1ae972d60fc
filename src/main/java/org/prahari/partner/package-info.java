/**
 * What partners live on: the changes since they last asked, and webhooks that tell them. Reads the change log and the tables of
 * others, and writes to none of them.
 */
package org.prahari.partner;
