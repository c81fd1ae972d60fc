/**
 * Who is at the door and what they may see: client keys, scopes, and the viewer that every department's table is read
 * through. An operation that declares nothing here stops the start.
 */
package org.prahari.access;
