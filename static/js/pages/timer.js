/** The timer editor's page. */
