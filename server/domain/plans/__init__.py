"""Plans: services in their deliveries and cadences, and what of it is due when. Pure: days and moments are given."""
