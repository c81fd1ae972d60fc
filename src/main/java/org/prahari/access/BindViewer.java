package org.prahari.access;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizerFactory;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;
import org.jdbi.v3.sqlobject.customizer.SqlStatementParameterCustomizer;

/**
 * Binds what a viewer may see, for the condition that every statement on a department's table carries:
 * {@code (:everywhere = 1 OR department IN (<departments>))}.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@SqlStatementCustomizingAnnotation(BindViewer.Factory.class)
public @interface BindViewer {
    /** Makes the binding. */
    final class Factory implements SqlStatementCustomizerFactory {
        @Override
        public SqlStatementParameterCustomizer createForParameter(
                Annotation annotation, Class<?> type, Method method, Parameter parameter, int index, Type declared) {
            return (statement, argument) -> bind(statement, (Viewer) argument);
        }

        private static void bind(SqlStatement<?> statement, Viewer viewer) {
            statement.bind("everywhere", viewer.everywhere() ? 1 : 0);
            statement.bindList(
                    org.jdbi.v3.core.statement.EmptyHandling.NULL_KEYWORD,
                    "departments",
                    viewer.departments().stream().sorted().toList());
        }
    }
}
