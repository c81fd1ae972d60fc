package org.prahari.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A file that the documentation does not have is a problem like any other. The servlet of assets says no more than 404, and
 * takes back every header.
 */
final class MissingAssets implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        var answer = (HttpServletResponse) response;
        if (answer.getStatus() == HttpServletResponse.SC_NOT_FOUND && !answer.isCommitted()) {
            answer.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
