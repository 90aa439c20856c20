"""HEIC, as phones make it: uploads take it; the watcher, which only reads covers, does without."""

from pillow_heif import register_heif_opener

from blueprints.media.images import FORMATS

register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=2)
FORMATS.append("HEIF")
