/** The composition root: puts everything together, imports all and is imported by nobody. Commands live here too. */
package org.prahari.app;
