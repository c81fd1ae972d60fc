/** Work roles of the NICE Framework, and the framework's own statements once NIST's file was imported. */
package org.prahari.role;
