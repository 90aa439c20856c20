"""The public API, in the shape of Spinitron's: each resource has a module."""

from blueprints.api.routes import description as description
from blueprints.api.routes import personas as personas
from blueprints.api.routes import playlists as playlists
from blueprints.api.routes import posts as posts
from blueprints.api.routes import shows as shows
from blueprints.api.routes import spins as spins
from blueprints.api.routes.blueprints import bp as bp
